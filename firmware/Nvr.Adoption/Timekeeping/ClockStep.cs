namespace Nvr.Adoption.Timekeeping;

/// <summary>What to do about a camera's clock.</summary>
internal enum ClockStep
{
    Nothing,

    /// <summary>Set it by hand, and point it at the box.</summary>
    Point,

    /// <summary>Set it by hand alone.</summary>
    Set,
}
