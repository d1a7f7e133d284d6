using Nvr.Core.Time;

namespace Nvr.Adoption.Timekeeping;

/// <summary>What the box changed about where a camera's clock gets its time; undone by setting <see cref="Before"/> again.</summary>
public sealed record ClockChange
{
    public required UtcTime At { get; init; }

    /// <summary>As it was before the first change that is in force.</summary>
    public required ClockSource Before { get; init; }

    public required ClockSource After { get; init; }

    /// <summary>When it was undone, after which the box leaves the clock alone; null while it is in force.</summary>
    public UtcTime? UndoneAt { get; init; }
}
