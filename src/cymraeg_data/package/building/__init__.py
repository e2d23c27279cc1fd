"""From the rows of a source to the files of a dataset, in bounded memory and with the same bytes every time."""
