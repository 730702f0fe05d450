"""What has happened since, beside what a run said.

`agreement` says how far one history agrees with one row of a record, `weights` turns that into weights of histories
and refuses where too few are left, `missed` sets the old run beside the record row by row, `page` writes it as a page.
"""
