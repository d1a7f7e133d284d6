namespace Nvr.Adoption.Healing;

/// <summary>What came of a step. Whether it helped shows later, by the pictures. The numbers are stored: never renumber.</summary>
public enum StepOutcome
{
    Done = 0,

    /// <summary>Nobody answered. It may have been done all the same: the answer to a restart is easily lost.</summary>
    Failed = 1,

    /// <summary>The other side says no (wrong password, cannot do it): asking again changes nothing, and may lock the account.</summary>
    Refused = 2,

    /// <summary>The camera says that it is installing a firmware update.</summary>
    Updating = 3,
}
