"""The launcher of `make run`: the whole product on one machine under one foreground process."""
