"""Forms that tables give as noun and as verb and that edited news uses as nouns.

Counted in works of the US Government (releases, statements, diplomatic papers): at least 93 of 100 such words stand behind an article, a
possessive or a preposition rather than behind a pronoun subject, a modal verb or "to".
"""

MOSTLY_NOUNS = frozenset(
    (
        "traffic abuses accession action actions advantages age ages allies ally ambush answers arms array article articles assault "
        "associates attacks average babies baby background backlog backs ball ballot ballots bank bases benefits bill bills "
        "black blast blockade blood blue board boat boats bonds book books booster border borders bottom box brain brave "
        "bridges budget budgets bulk burden burdens bus busy cable cables calendar campaign candidate cards career careers cash "
        "caucus center centre chain challenges chance chances changes channels charter checks chips clash clashes class clock "
        "closure closures club coast color comments commission companion complex concern conflict contents contracts contrast "
        "convoy copies copy core corner corrupt costs couple course courses court courts credits crew crop culture cycle "
        "damages dates delegates despatch details disproportionate dispute disputes doctor dogs doses drone drones drug edge "
        "effects evidence excuse experiences expertise exports eyes factors fair fake fans farm fate father fee ferry field "
        "fields figures filibuster film fires firm flag floor forces forest forests founder front fronts functions funds gains "
        "game games gang gap gaps gas grade grants gross ground grounds group guest gun hands hazards headquarters helicopter "
        "helicopters holiday home homes hot hunger husband ice image images impacts index influx input instance instances "
        "instrument interest interests interviews intimate issues jets job jobs joint journey key kids labor landmark lands "
        "landscape landslide language languages launches league legitimate letter letters light line lines list lives loan mail "
        "major massacre master mat matter measures memo message messages middle mind minds mines ministers minor minute mistake "
        "mistakes mob model moon mother mothers motion murders names near negative neighbor neighbors network networks number "
        "numbers nurses occasion occasions oil option options order orders outbreak output outrage outreach own pace package "
        "page pages pain panel paper papers parallel park parole part parties partners party pattern pension peoples phone "
        "phrase picture piece pillar pilot pilots pipes plane planes pleasure plot pocket pockets poll polls port portion "
        "portions ports position positions posture pounds powers practices precise premier price prices pride prime privilege "
        "product products profits program programs progress project projects proportion proposition prospect prospects protests "
        "protocols provision provisions purpose purposes quarter question race radio raids rail railroad range rate rates "
        "reason reasons rebels receipt record records reference reforms remainder remarks repairs reserves resource resources "
        "rights riot risks rocket rockets roof room route row rules sacrifices sanctions schedules scheme scope season seat "
        "seats sections sector sectors sense sentence sentences sequester service services sex short side sides sight signs "
        "site sites size skill skills slight smart snow soil soldier soldiers sole source spirit spite sponsors sport sports "
        "spring stable staff staffs stake stakes state steady steel steps stock stockpile stocks structure studies sub subjects "
        "suicide summer surprise table talks tanks task tax taxes team telephone tension tensions tenure term terms threshold "
        "ties times title tone tool tools torture total tough tracks trend trial trials trip trips troops truck trucks type "
        "types uniform values version video view views visa vision voices volume volumes votes wall war warm wars water waters "
        "weekend weight window winter word words wounds wrong zone "
    ).split()
)
