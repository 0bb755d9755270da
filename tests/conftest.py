"""Its being here puts this folder on the import path, so that tests can say `from support.samples import …`."""
