"""How Belgium writes numbers and days: the same in every language of the pages.

Django's own `en` formats would read `12,50` as 1250, a silent factor of a hundred, and its `nl`
is the Netherlands'. Each language folder repeats what stands here, since Django looks per
language; settings name this package in FORMAT_MODULE_PATH.
"""

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "d/m/Y"
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
