"""The pages in a browser: one analyst with levers, and a room of teams.

A part of the program is a folder with its own texts, templates and static files, which stands on the base:

>>> from caucasus_sim.web.page import Pages       # the shell of every page, with the line on what a result is worth
>>> from caucasus_sim.web.app import make_app     # routes of a part -> a guarded application
>>> from caucasus_sim.web.lines import Line       # one browser's WebSocket: messages in, the newest state out
>>> from caucasus_sim.web.serve import serve      # until Ctrl-C

In the browser, ``/base/live.js`` keeps the connection, puts HTML into regions by their ids, sends forms, keeps drafts.
"""
