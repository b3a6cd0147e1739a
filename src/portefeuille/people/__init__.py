"""Who may do what. Persons, roles and mandates come with sign-in; permissions are here first."""
