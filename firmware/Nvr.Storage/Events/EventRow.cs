using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Storage.Index;

namespace Nvr.Storage.Events;

/// <summary>Everything the index holds of one event. Whole rows, so that changes that wait can be merged: the newer wins.</summary>
internal sealed record EventRow
{
    public required long Number { get; init; }

    public required CameraId Camera { get; init; }

    public required BootMoment Start { get; init; }

    /// <summary>May lie in a later boot. Null while it goes on.</summary>
    public BootMoment? End { get; init; }

    public required EventClosing Closing { get; init; }

    public required CameraEventKind Kind { get; init; }

    public required ObjectClass Object { get; init; }

    public EventBox? Box { get; init; }

    /// <summary>When it was there, from the start on; null where nobody said.</summary>
    public long? BoxAfterUs { get; init; }

    public float? Confidence { get; init; }

    public string? Zone { get; init; }

    public string? Text { get; init; }

    public ObjectColours Colours { get; init; }

    public MoveDirection Direction { get; init; }

    public required string Topic { get; init; }

    public required EventOrigin Origin { get; init; }

    /// <summary>By which its end is recognised.</summary>
    public required string Key { get; init; }

    /// <summary>Where the full message is.</summary>
    public EventLogPlace Place { get; init; }
}
