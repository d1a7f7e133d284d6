using Nvr.Storage.Index;

namespace Nvr.Storage.Events;

/// <summary>An event while it is being written or goes on. Belongs to the event thread.</summary>
internal sealed class EventItem(EventRow row, string raw, string? source)
{
    /// <summary>As it is now; its number and place are right once <see cref="Volume"/> is set.</summary>
    public EventRow Row { get; set; } = row;

    public string Raw { get; private set; } = raw;

    public string? Source { get; } = source;

    /// <summary>Where it is kept; null until its line is durable.</summary>
    public Guid? Volume { get; private set; }

    /// <summary>Up to where its footage is marked.</summary>
    public BootMoment Marked { get; set; } = row.Start;

    /// <summary>Notes where its line is; the message need not be kept in memory any longer.</summary>
    public void IsKept(Guid volume, long number, EventLogPlace place)
    {
        Volume = volume;
        Row = Row with { Number = number, Place = place };
        Raw = "";
    }
}
