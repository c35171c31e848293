"""The sample store: four made-up suppliers, one for each verdict, dated relative to the day it is made."""
