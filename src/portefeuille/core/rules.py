"""Every condition of the scheme as one small function.

A rule looks at one case under the law in force and says which value it found, which limit
the law sets, and whether the condition holds: True, False, or None when it cannot be judged
because the case leaves the fact out or because nobody could find what the law says. A rule
that does not concern the case gives no reason at all.

The name of a rule is its function's name with dashes. Its kind (formal or content), its
legal source and the sentences people read stand dated in `law/<scheme>/rules.yaml`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from portefeuille.core.facts import Case
from portefeuille.core.law import CodeList, HigherRate, LawInForce
from portefeuille.core.limits import budget_left, de_minimis
from portefeuille.core.money import format_euro, format_share
from portefeuille.core.periods import last_day_of_following_year
from portefeuille.core.reasons import UNKNOWN, Reason, Rule, Standing

__all__ = ["RULES", "UNKNOWN", "Reason", "Rule", "Standing", "higher_rate_of"]


def _days(count: int) -> str:
    return f"{count} day" if abs(count) == 1 else f"{count} days"


def _judged_in(rule: str, value: str | None, accepted: CodeList) -> Reason:
    """On the list holds; off a complete list fails; off an incomplete one is not judged."""
    if value is None:
        return Reason(rule, None, None, None)
    if value in accepted.codes:
        return Reason(rule, True, value, "on the list")
    if accepted.complete:
        return Reason(rule, False, value, "on the list")
    return Reason(rule, None, value, UNKNOWN)


def submitted_in_time(case: Case, law: LawInForce, _: Standing) -> Reason:
    """Filed at the latest so many calendar days after the start of the service."""
    submitted_on, starts_on = case.application.submitted_on, case.application.starts_on
    holds = submitted_on <= law.last_day_to_file(starts_on)
    days = (submitted_on - starts_on).days
    return Reason("submitted-in-time", holds, _days(days), _days(law.days_to_file))


def ends_in_time(case: Case, law: LawInForce, _: Standing) -> Reason | None:
    """Over by 31 December of the calendar year after the application."""
    if case.application.service not in law.end_by_following_year:
        return None
    limit = last_day_of_following_year(case.application.submitted_on)
    ends_on = case.application.ends_on
    if ends_on is None:
        return Reason("ends-in-time", None, None, str(limit))
    return Reason("ends-in-time", ends_on <= limit, str(ends_on), str(limit))


def minimum_cost(case: Case, law: LawInForce, at: Standing) -> Reason | None:
    """The eligible cost reaches the minimum of the service."""
    minimum = law.minimum_cost.get(case.application.service)
    if minimum is None:
        return None
    holds = at.eligible_cost >= minimum
    return Reason("minimum-cost", holds, format_euro(at.eligible_cost), format_euro(minimum))


def small_or_medium(case: Case, law: LawInForce, at: Standing) -> Reason:
    """A small or medium enterprise; a recognised sheltered workshop may be large."""
    sheltered = law.sheltered_workshops and case.enterprise.sheltered_workshop
    limit = "sheltered workshop" if sheltered else "small or medium"
    return Reason("small-or-medium", sheltered or at.size != "large", at.size, limit)


def legal_form(case: Case, law: LawInForce, _: Standing) -> Reason | None:
    """A form the law accepts; natural persons in business always, sheltered workshops any form."""
    enterprise = case.enterprise
    if law.sheltered_workshops and enterprise.sheltered_workshop:
        return None
    if enterprise.natural_person:
        return Reason("legal-form", True, "natural person", "on the list")
    if enterprise.legal_form in law.legal_forms_out.codes:
        return Reason("legal-form", False, enterprise.legal_form, "on the list")
    return _judged_in("legal-form", enterprise.legal_form, law.legal_forms_in)


def private_sector(case: Case, law: LawInForce, _: Standing) -> Reason:
    """Administrative authorities hold less than the limit."""
    share, limit = case.enterprise.public_share, format_share(law.public_share_below)
    if share is None:
        return Reason("private-sector", None, None, limit)
    return Reason("private-sector", share < law.public_share_below, format_share(share), limit)


def active_in_register(case: Case, law: LawInForce, _: Standing) -> Reason:
    """Active in the register when the service starts."""
    status, limit = case.enterprise.status, ", ".join(sorted(law.statuses))
    holds = None if status is None else status in law.statuses
    return Reason("active-in-register", holds, status, limit)


def juridical_situation(case: Case, law: LawInForce, _: Standing) -> Reason:
    """Not bankrupt, wound up or in another situation that the law does not accept."""
    situation = case.enterprise.juridical_situation
    if situation in law.situations_out.codes:
        return Reason("juridical-situation", False, situation, "on the list")
    return _judged_in("juridical-situation", situation, law.situations_in)


def flemish_establishment(case: Case, law: LawInForce, _: Standing) -> Reason:
    """The establishment concerned lies in the region of the scheme."""
    region, limit = case.enterprise.region, ", ".join(sorted(law.regions))
    holds = None if region is None else region in law.regions
    return Reason("flemish-establishment", holds, region, limit)


def main_activity(case: Case, law: LawInForce, _: Standing) -> Reason:
    """The main activity is on the list, which names codes of a version of the nomenclature.

    A code means something in its own version only: a version the list does not know is not
    judged, however complete the list is for another.
    """
    nace = case.enterprise.nace
    if nace is None:
        return Reason("main-activity", None, None, None)
    listed = law.sectors_in.get(nace.version)
    if listed is None:
        return Reason("main-activity", None, nace.code, UNKNOWN)
    return _judged_in("main-activity", nace.code, listed)


def provider_registered(case: Case, _: LawInForce, __: Standing) -> Reason:
    """The provider's registration is valid on the day of application."""
    start, until = case.provider.registered_from, case.provider.registered_until
    if start is None and until is None:
        return Reason("provider-registered", None, None, None)
    day = case.application.submitted_on
    holds = (start is None or start <= day) and (until is None or day <= until)
    period = f"{start or '...'} to {until or '...'}"
    return Reason("provider-registered", holds, str(day), period)


def provider_for_service(case: Case, law: LawInForce, _: Standing) -> Reason | None:
    """The registration is one for this service: DV.O for training, DV.A for advice."""
    registration = case.provider.registration
    limit = law.registration_prefix.get(case.application.service)
    if limit is None:
        return None
    holds = None if registration is None else registration.startswith(limit)
    return Reason("provider-for-service", holds, registration, limit)


def theme_in_list(case: Case, law: LawInForce, _: Standing) -> Reason:
    """The theme, with its topic where it has topics, is in the list of the day."""
    theme = case.application.theme
    if theme is not None and theme not in law.themes.codes and theme in law.themes.with_topics:
        return Reason("theme-in-list", None, None, None)
    accepted = CodeList(complete=law.themes.complete, codes=law.themes.codes)
    return _judged_in("theme-in-list", theme, accepted)


def service_supported(case: Case, law: LawInForce, _: Standing) -> Reason | None:
    """The service is supported for this theme: since 2026 advice only on cybersecurity."""
    service, theme = case.application.service, case.application.theme
    if service not in law.services:
        return Reason("service-supported", False, service, ", ".join(sorted(law.services)))
    supported = law.supported_themes.get(service)
    if supported is None:
        return None
    limit = ", ".join(sorted(supported))
    if theme is None or any(code.startswith(f"{theme}/") for code in supported):
        return Reason("service-supported", None, None, limit)
    return Reason("service-supported", theme in supported, theme, limit)


def content_not_excluded(case: Case, law: LawInForce, _: Standing) -> Reason | None:
    """The content is not on the list of excluded services of the day."""
    if law.excluded_content is None:
        return None
    content = case.application.content
    if content is None:
        return Reason("content-not-excluded", None, None, None)
    if content in law.excluded_content.codes:
        return Reason("content-not-excluded", False, content, "not on the list")
    if law.excluded_content.complete:
        return Reason("content-not-excluded", True, content, "not on the list")
    return Reason("content-not-excluded", None, content, UNKNOWN)


def profession_specific_listed(case: Case, law: LawInForce, _: Standing) -> Reason | None:
    """Under a theme for which only listed services count, the service is on that list."""
    if case.application.theme not in law.listed_only_themes:
        return None
    return _judged_in("profession-specific-listed", case.application.content, law.listed_only)


def provider_independent(case: Case, _: LawInForce, __: Standing) -> Reason:
    """Applicant and provider are not related by shares, people or family."""
    related = case.provider.related_to_applicant
    value = None if related is None else ("related" if related else "not related")
    return Reason("provider-independent", None if related is None else not related, value, None)


def room_left(_: Case, __: LawInForce, at: Standing) -> Reason | None:
    """Something of this year's ceiling is left."""
    if at.room_before is None or at.ceiling is None:
        return None
    room, ceiling = format_euro(at.room_before), format_euro(at.ceiling)
    return Reason("room-left", at.room_before > 0, room, ceiling)


def higher_rate(case: Case, law: LawInForce, _: Standing) -> Reason | None:
    """Points are added to the rate for this theme; not judged where nobody knows since when."""
    found = higher_rate_of(case, law)
    if found is None:
        return None
    if found.plus is None:
        return Reason("higher-rate", None, None, UNKNOWN)
    return Reason("higher-rate", True, format_share(found.plus), None) if found.plus else None


def higher_rate_of(case: Case, law: LawInForce) -> HigherRate | None:
    """The higher rate of the law that concerns this theme and service, if there is one."""
    theme, service = case.application.theme, case.application.service
    for rate in law.higher_rates:
        if theme in rate.themes and service in rate.services:
            return rate
    return None


_IN_ORDER: Final[tuple[Rule, ...]] = (
    submitted_in_time,
    ends_in_time,
    minimum_cost,
    small_or_medium,
    legal_form,
    private_sector,
    active_in_register,
    juridical_situation,
    flemish_establishment,
    main_activity,
    provider_registered,
    provider_for_service,
    theme_in_list,
    service_supported,
    content_not_excluded,
    profession_specific_listed,
    provider_independent,
    room_left,
    higher_rate,
    budget_left,
    de_minimis,
)

RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {rule.__name__.replace("_", "-"): rule for rule in _IN_ORDER}
)
"""Every rule by its name, in the order in which people read the reasons; new ones come last, so
that reasons that were given before keep their places.

A law asks the rules it has sentences for, and no others.
"""
