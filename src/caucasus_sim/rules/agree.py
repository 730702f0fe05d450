"""What makes a principal consent: equations (7) and (8) of the model description."""

from __future__ import annotations

import math

from caucasus_sim.compiled import rule
from caucasus_sim.rules.chance import within


@rule
def reneging_risk(trust, hardliners_seen, doubt_left):
    """How likely a principal thinks it that the other will not keep an agreement.

    In words
        The less trust and the stronger the other's hardliners look, the likelier a broken promise; assurances that
        stand take away part of the doubt.

    Equation
        p = (1 - T) (1/2 + H) L, kept within 0..1

    Symbols
        T   trust            0..1   trust in the other
        H   hardliners_seen  0..1   the other's hardliners as its public acts and lines show them
        L   doubt_left       0..1   share of the doubt that the assurances leave

    Follows (each line is a test in tests/rules/test_agree.py)
        The risk stays within 0..1.
        More trust never means more risk; hardliners who look stronger never mean less.
        Full trust leaves no risk, and so do assurances that leave no doubt.
        Without trust, and with hardliners seen at one half, the risk is the doubt that is left.

    Source
        Form: equation (8) of the model description, our own product. That a promise which may be broken can prevent an
        agreement both would gain from: Fearon, International Organization 49(3), 1995; Powell, International
        Organization 60, 2006 (secondary notes). That hardliners work through mistrust: Kydd and Walter, International
        Organization 56, 2002 (abstract read). None of them gives this product.
        Magnitude: the one half is a judgement in the body; trust comes from rules/trust.py.

    Not in this rule
        A coming rise of the other's power, the other's true hardliners, and breaking it oneself.

    >>> round(reneging_risk(0.8, 0.25, 0.5), 3)
    0.075
    >>> round(reneging_risk(0.2, 0.5, 1.0), 3)
    0.8
    """
    return within((1.0 - trust) * (0.5 + hardliners_seen) * doubt_left, 0.0, 1.0)


@rule
def doubt_left_by(assurance, strength):
    """Share of the doubt that one assurance leaves.

    In words
        An assurance that stands in full takes away the share of the doubt that it is believed to take away; one that
        stands in part takes away that part.

    Equation
        L = 1 - a clip(c, 0, 1)

    Symbols
        a   assurance  0..1    how far the assurance is there
        c   strength   -1..2   share of the doubt that the whole of it takes away, as the actor believes

    Follows (each line is a test in tests/rules/test_agree.py)
        What is left stays within 0..1.
        An assurance that is not there, or is believed worthless, leaves all the doubt.
        A strength above one counts as one, below nothing as nothing.
        More of an assurance never leaves more doubt.

    Source
        Form: assurances thin the doubt independently of each other, our own. What each is worth is contested: outside
        guarantees, Walter 1999 (read second-hand: 8 of 17 negotiated civil-war settlements were signed and implemented,
        with guarantees as the key factor); a constitutional text may reassure, or be cheap talk, or look dictated (the
        bulletin, I.3 and I.5, against the other government's view in I.5).
        Magnitude: wide ranges in the lenses, from nothing to nine tenths.

    Not in this rule
        Assurances that strengthen or weaken each other, and what giving one costs.

    >>> round(doubt_left_by(1.0, 0.75), 3)
    0.25
    >>> round(doubt_left_by(0.33, 0.1), 3)
    0.967
    """
    return 1.0 - within(strength, 0.0, 1.0) * assurance


@rule
def precondition_met(amendment, court, clause, guarantee, interim, accepts_court, accepts_clause, accepts_guarantee,
                     accepts_interim):  # fmt: skip
    """How far a demanded constitutional change, or what is accepted in its place, is there.

    In words
        The change itself counts in full. Anything else counts as far as it is there and as far as it is accepted in the
        place of the change; of several the best counts, they do not add up.

    Equation
        C = max(c, k r, l q, g w, i j), kept within 0..1

    Symbols
        c   amendment          0..1   how far the change is there
        r   court              0..1   whether a court has ruled on the matter
        q   clause             0..1   whether the treaty has a clause on its precedence
        w   guarantee          0..1   strength of an outside guarantee
        j   interim            0..1   whether an interim document is signed
        k   accepts_court      0..1   how far a ruling is accepted in the place of the change
        l   accepts_clause     0..1   how far a clause is accepted
        g   accepts_guarantee  0..1   how far a guarantee is accepted
        i   accepts_interim    0..1   how far an interim document is accepted

    Follows (each line is a test in tests/rules/test_agree.py)
        It stays within 0..1.
        The change in force meets the precondition, whatever else is there.
        What is not accepted does not count, however much of it there is.
        No assurance ever makes the precondition less met.
        Two assurances meet it no further than the better of them.

    Source
        Form: best substitute, our own. That the change is demanded before signature: the bulletin, I.3; that the other
        government holds its constitution to be no obstacle: I.5; a consultation platform as a first step: IX.7.
        Magnitude: acceptance is coded from passages; evidence/readings.

    Not in this rule
        Whether the demand is meant or is a bargaining position: that lies in its weight.

    >>> precondition_met(1.0, 0.0, 0.0, 0.0, 0.0, 0.3, 0.2, 0.5, 0.1)
    1.0
    >>> precondition_met(0.0, 1.0, 0.0, 0.4, 0.0, 0.3, 0.2, 0.5, 0.1)
    0.3
    """
    ruled, written = court * accepts_court, clause * accepts_clause
    guarded, begun = guarantee * accepts_guarantee, interim * accepts_interim
    return within(max(amendment, ruled, written, guarded, begun), 0.0, 1.0)


@rule
def consent_appeal(gain, inducement, loss, reneging, precondition, met, waiting):
    """What consenting now is worth to an actor.

    In words
        The change that the agreement brings, with payments and threats by others, less the loss feared if it is broken,
        less a precondition that is not met, less better terms that waiting may bring.

    Equation
        Q = g + b - L p - w (1 - C) - v

    Symbols
        g   gain          -2..2   utility of having the agreement
        b   inducement    -1..1   utility; payments less threats by others
        L   loss          0..2    utility lost if it is broken
        p   reneging      0..1    risk that it is broken
        w   precondition  0..10   utility; weight of a precondition
        C   met           0..1    how far the precondition is met
        v   waiting       0..2    utility; value of the terms that waiting may bring

    Follows (each line is a test in tests/rules/test_agree.py)
        A unit of gain and a unit of inducement count alike.
        More risk never makes consent more appealing; a precondition further met never makes it less appealing.
        A precondition that is met in full, or has no weight, costs nothing.
        What waiting may bring is lost by consenting, unit for unit.

    Source
        Form: equation (7) of the model description. Fear of a broken promise and waiting for better terms as reasons
        why a bargain fails: Fearon, "Bargaining, Enforcement, and International Cooperation", International
        Organization 52, 1998, and International Organization 49(3), 1995 (neither read in full); the sum is our own.
        Magnitude: judgement; evidence/parameters/agree.yaml.

    Not in this rule
        What voters or hardliners do to a government that consents, beyond its stance, and agreements as packages.

    >>> round(consent_appeal(0.2, 0.05, 0.15, 0.2, 1.0, 1.0, 0.02), 3)
    0.2
    >>> round(consent_appeal(0.2, 0.0, 0.15, 0.8, 1.0, 0.0, 0.02), 3)
    -0.94
    """
    return gain + inducement - loss * reneging - precondition * (1.0 - met) - waiting


@rule
def mediated_rate(rate, mediation, activity, ripeness, attention, diverted, crowding, rivals):
    """Monthly rate at which an agreement is considered.

    In words
        Active mediation multiplies the pace, more where the conflict is ripe, less where formats compete; arms and
        attention of patrons may divert from talks. The signs of mediation and of attention are open. It changes how
        often an agreement is considered, never whether it is agreed.

    Equation
        r' = r exp(m a (1/2 + q) exp(-c k) + t d), the exponent kept within -3..3

    Symbols
        r   rate       0..2    per month; pace without mediation
        m   mediation  -2..2   log of the pace at full activity; contested, the sign is open
        a   activity   0..2    activity of the most active format
        q   ripeness   0..1    how ripe the conflict is
        t   attention  -2..2   log of the pace per unit diverted; contested, the sign is open
        d   diverted   -1..2   supply of arms to both above that of the start, in starts
        c   crowding   -1..1   how a further format weakens mediation; negative: strengthens
        k   rivals     0..4    activity of all other formats together

    Follows (each line is a test in tests/rules/test_agree.py)
        Without active mediation and without diversion the pace is as it was.
        Opposite signs of mediation multiply and divide the pace by the same factor.
        With positive crowding a further format never makes mediation matter more.
        The pace is never multiplied or divided by more than exp(3), about twenty.
        Whatever its sign, mediation of a riper conflict never matters less.

    Source
        Form: our own. Mediated crises reach a formal agreement more often, 43 in 100 against 12 (own count in the ICB
        data, 1918 to 2017, without correction for selection). Rivals: gains that do not last, Beardsley 2008, doi
        10.1111/j.1540-5907.2008.00339.x; no effect of pure information, Fey and Ramsay; an inverted U in the number of
        mediators, Boehmelt 2011; ripeness as necessary, Zartman (all abstracts or excerpts).
        Magnitude: judgement; evidence/parameters/agree.yaml and the lenses. The one half and the limits are in the
        body.

    Not in this rule
        Bias and leverage of the mediator, which work through payments and threats, and what follows when it leaves.

    >>> round(mediated_rate(0.15, 0.4, 1.0, 0.5, 0.0, 0.0, 0.1, 0.0), 4)
    0.2238
    >>> round(mediated_rate(0.15, 0.4, 0.0, 0.5, -0.5, 1.0, 0.1, 2.0), 4)
    0.091
    """
    helped = mediation * activity * (0.5 + ripeness) * math.exp(-crowding * rivals)
    return rate * math.exp(within(helped + attention * diverted, -3.0, 3.0))


@rule
def ripeness_of(hurt, other_hurt, way_out, weight):
    """How ripe the conflict is for a settlement.

    In words
        A conflict is ripe where both sides hurt and see a way out. Hurt counts only if it is mutual.

    Equation
        q = w h k + (1 - w) o, kept within 0..1

    Symbols
        h   hurt        0..1   how much one principal hurts
        k   other_hurt  0..1   how much the other hurts
        o   way_out     0..1   how far a way out is seen
        w   weight      0..1   weight of hurt beside the way out

    Follows (each line is a test in tests/rules/test_agree.py)
        It stays within 0..1.
        Without hurt and without a way out nothing is ripe; with both in full all is.
        Where only hurt counts, hurt on one side alone does not ripen.
        Exchanging the two principals changes nothing.

    Source
        Form: our own reading of Zartman's mutually hurting stalemate and way out (summary read; held to be necessary
        and not sufficient, and not quantified). A test on a conflict of this region exists, Mooradian and Druckman,
        Journal of Peace Research 36, 1999; its result was not read.
        Magnitude: judgement; evidence/parameters/agree.yaml.

    Not in this rule
        Enticing opportunities, leaders' perception of the stalemate, and hurt that hardens.

    >>> round(ripeness_of(0.9, 0.9, 0.5, 0.5), 3)
    0.655
    >>> round(ripeness_of(0.9, 0.0, 0.2, 0.5), 3)
    0.1
    """
    return within(weight * hurt * other_hurt + (1.0 - weight) * way_out, 0.0, 1.0)


@rule
def objection_after(objection, offered, given, cost):
    """A principal's objection to an article after a concession.

    In words
        What the other concedes takes away from the objection; what one concedes oneself leaves an article that is liked
        a little less.

    Equation
        o' = o - f + c g, kept within 0..1

    Symbols
        o   objection  0..1     how far the article goes against the principal
        f   offered    0..1     what the other concedes
        g   given      0..1     what the principal itself concedes
        c   cost       0..0.2   objection per unit conceded

    Follows (each line is a test in tests/rules/test_agree.py)
        The objection stays within 0..1.
        A concession of the other never raises it; one of one's own never lowers it.
        Enough concessions of the other end any objection.
        Without a concession nothing changes.

    Source
        Form: our own. Which side ought to concede, by risk limits, is Zeuthen's question (Harsanyi, Econometrica 24,
        1956, not read); the model prints that as a diagnostic and lets governments choose.
        Magnitude: judgement; evidence/parameters/agree.yaml.

    Not in this rule
        Concessions withdrawn, and what an article is about: the open ones are not public.

    >>> round(objection_after(0.6, 0.25, 0.0, 0.05), 3)
    0.35
    >>> round(objection_after(0.6, 0.0, 0.25, 0.2), 3)
    0.65
    """
    return within(objection - offered + cost * given, 0.0, 1.0)


@rule
def security_appeal(effect, balance, balance_start):
    """How a change of the balance changes a principal's readiness to sign.

    In words
        A principal whose balance has improved may feel safe enough to agree, or strong enough not to: the sign is open.

    Equation
        v = e (b - b0)

    Symbols
        e   effect         -3..3   utility per unit of chance; contested, the sign is open
        b   balance        0..1    own chance in a contest now
        b0  balance_start  0..1    own chance at the start

    Follows (each line is a test in tests/rules/test_agree.py)
        At the balance of the start it is nothing.
        Opposite effects give opposite values of the same size.
        What one principal gains by a shift the other loses, if both believe in the same effect.

    Source
        Form: linear, our own. For: a safer government can afford to agree (argued for by one principal and its
        suppliers; that moral hazard can itself deter, Benson, Meirowitz and Ramsay 2014). Against: a stronger one has
        less reason to settle. (Abstracts only.) The bulletin leaves open which holds (V.10).
        Magnitude: the lenses.

    Not in this rule
        Expected shifts, which enter the appeal of force, and guarantees, which enter the doubt.

    >>> round(security_appeal(0.5, 0.40, 0.30), 3)
    0.05
    >>> round(security_appeal(0.5, 0.25, 0.30), 3)
    -0.025
    """
    return effect * (balance - balance_start)
