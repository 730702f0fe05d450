"""The report: one page of HTML that opens from a stick, its figures as files, and slides.

`facts` gathers what a run's page shows, `figures` draws it, `run_page` puts it into words, `questions` answers what a
reader will ask; `compare_figures` and `compare_page` do the same for a comparison. `render` makes the file, `export` a
figure of it, `slides` a presentation. Stored bytes ignore the clock: the same stored run gives the same bytes.
"""
