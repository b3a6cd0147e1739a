"""An application, one question a page, from the first answer to the confirmation."""
