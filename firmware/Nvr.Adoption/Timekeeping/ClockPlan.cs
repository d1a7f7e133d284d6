namespace Nvr.Adoption.Timekeeping;

/// <summary>
/// What to do about a camera's clock, as a pure function: once it is pointed at the box, where the box serves the time and the camera takes it; where
/// that does not help it is set by hand whenever it is off. What an owner undid, or set to another server since, is left alone.
/// </summary>
internal static class ClockPlan
{
    /// <summary>Below that a clock is right enough: it dates events and what is on the camera's card, footage is dated by the box. ONVIF tells whole seconds.</summary>
    public static readonly TimeSpan MostError = TimeSpan.FromSeconds(2);

    /// <summary>How long a camera may take to follow its time server; some ask every few minutes only.</summary>
    public static readonly TimeSpan NtpPatience = TimeSpan.FromMinutes(20);

    /// <summary>How long a clock that cannot be set is left alone.</summary>
    public static readonly TimeSpan AfterVain = TimeSpan.FromDays(1);

    public static ClockStep Decide(ClockFacts facts)
    {
        if (!facts.BoxIsCredible || facts.Change is { UndoneAt: not null })
        {
            return ClockStep.Nothing;
        }
        if (IsToBePointed(facts))
        {
            return ClockStep.Point;
        }
        bool isWrong = facts.Offset.Duration() > MostError;
        bool mayStillFollow = !facts.NtpIsUseless && facts.SincePointed < NtpPatience;
        bool isHopeless = facts.SinceInVain < AfterVain;
        return isWrong && !mayStillFollow && !isHopeless ? ClockStep.Set : ClockStep.Nothing;
    }

    /// <summary>Not yet, or at an address that the box had before.</summary>
    private static bool IsToBePointed(ClockFacts facts)
    {
        if (facts.Server is null || facts.Now is null || facts.NtpIsUseless)
        {
            return false;
        }
        string server = facts.Server.ToString();
        return facts.Change is not { } change || (facts.Now.Servers.SequenceEqual(change.After.Servers) && !change.After.Servers.Contains(server));
    }
}
