"""Nouns of action (the maṣdar of Arabic syntax) and the verbs behind them."""

from __future__ import annotations

from tanqih.english import tags, verb_form

OF_AN_OBJECT = {
    noun: verb
    for noun, _, verb in (
        pair.partition(":")
        for pair in (
            "postponement:postpone cancellation:cancel closure:close opening:open reopening:reopen completion:complete "
            "suspension:suspend appointment:appoint dismissal:dismiss release:release seizure:seize discovery:discover "
            "formation:form extension:extend launch:launch launching:launch signing:sign arrest:arrest detention:detain "
            "killing:kill assassination:assassinate implementation:implement execution:carry+out establishment:establish "
            "construction:build building:build expansion:expand widening:widen rehabilitation:rehabilitate restoration:restore "
            "renovation:renovate repair:repair maintenance:maintain registration:register distribution:distribute "
            "delivery:deliver evacuation:evacuate allocation:allocate approval:approve adoption:adopt ratification:ratify "
            "preparation:prepare organisation:organise organization:organize development:develop modernisation:modernise "
            "modernization:modernize improvement:improve reduction:reduce increase:increase reform:reform creation:create "
            "production:produce publication:publish announcement:announce removal:remove clearance:clear demolition:demolish "
            "destruction:destroy transfer:transfer transport:transport selection:select election:elect nomination:nominate "
            "recruitment:recruit training:train examination:examine inspection:inspect investigation:investigate review:review "
            "revision:revise amendment:amend drafting:draft preparation:prepare provision:provide supply:supply purchase:buy "
            "sale:sell import:import export:export collection:collect storage:store treatment:treat protection:protect "
            "defence:defend liberation:liberate recovery:recover identification:identify issuance:issue issuing:issue "
            "renewal:renew deportation:deport displacement:displace deployment:deploy construction:build installation:install "
            "inauguration:inaugurate activation:activate settlement:settle financing:finance funding:fund supervision:supervise "
            "monitoring:monitor management:manage dissolution:dissolve resettlement:resettle reconstruction:rebuild "
            "rebuilding:rebuild referral:refer imposition:impose lifting:lift easing:ease achievement:achieve holding:hold "
            "hosting:host reinstatement:reinstate paving:pave replacement:replace digging:dig drilling:drill planting:plant "
            "cleaning:clean purification:purify desalination:desalinate privatisation:privatise introduction:introduce "
            "application:apply enforcement:enforce allocation:allocate evaluation:evaluate assessment:assess ending:end "
            "stopping:stop halting:halt strengthening:strengthen relocation:relocate merger:merge continuation:continue "
            "burial:bury interception:intercept submission:submit acceptance:accept acceleration:accelerate payment:pay repayment:repay "
            "counting:count sorting:sort printing:print processing:process exploitation:exploit exploration:explore extraction:extract "
            "refining:refine marketing:market dredging:dredge excavation:excavate vaccination:vaccinate housing:house procurement:procure "
            "verification:verify cultivation:cultivate rescue:rescue unloading:unload trial:try conviction:convict acquittal:acquit"
        ).split()
    )
}
OF_A_SUBJECT = {
    noun: verb
    for noun, _, verb in (
        pair.partition(":")
        for pair in (
            "start:begin beginning:begin commencement:begin end:end arrival:arrive departure:depart death:die "
            "resignation:resign return:return resumption:resume failure:fail success:succeed collapse:collapse "
            "withdrawal:withdraw rise:rise fall:fall escape:escape disappearance:disappear victory:win outbreak:break+out "
            "surrender:surrender participation:take+part entry:enter defection:defect retirement:retire decline:decline "
            "drop:drop explosion:explode crash:crash"
        ).split()
    )
}
EMPTY = frozenset(
    (
        "work date procedures procedure process processes operations operation implementation execution measures steps activities "
        "works"
    ).split()
)


def had_done(noun: str) -> str | None:
    """The pluperfect that says what a noun of action says ("postponement" -> "had been postponed"), None for other nouns."""
    if noun in OF_A_SUBJECT:
        verb, _, particle = OF_A_SUBJECT[noun].partition("+")
        return " ".join(filter(None, ("had", participle(verb), particle)))
    if noun in OF_AN_OBJECT:
        verb, _, particle = OF_AN_OBJECT[noun].partition("+")
        return " ".join(filter(None, ("had been", participle(verb), particle)))
    return None


def participle(verb: str) -> str:
    """Past participle of a verb lemma, in British spelling."""
    return "cancelled" if verb == "cancel" else verb_form(verb, "VBN")


def has_done(noun: str, plural: bool) -> str | None:
    """As `had_done`, in the present perfect."""
    past = had_done(noun)
    return past and past.replace("had", "have" if plural else "has", 1)


def is_action(noun: str) -> bool:
    """True for a noun of action."""
    return noun in OF_AN_OBJECT or noun in OF_A_SUBJECT


def is_plural(noun: str) -> bool:
    """True for a plural noun, as far as its form tells."""
    kinds = tags(noun)
    return noun in {"people", "police"} or ("NNS" in kinds and "NN" not in kinds)
