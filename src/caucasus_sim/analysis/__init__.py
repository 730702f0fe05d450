"""Tables in, tables out: what runs say, compared, explained and scored."""
