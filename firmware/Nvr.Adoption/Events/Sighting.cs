using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Onvif.Metadata;

namespace Nvr.Adoption.Events;

/// <summary>Objects of one class that a metadata stream shows, from the first picture of them to the last. Not thread-safe.</summary>
internal sealed class Sighting(ObjectClass seen, string? text, UtcTime first, long firstUs, string raw)
{
    private const string Topic = "VideoAnalytics/Frame/Object";

    private readonly StillPlaces places = new();
    private readonly UtcTime begun = first;
    private AnalyticsObject? surest;
    private int pictures;

    public ObjectClass Class => seen;

    public string? Text => text;

    public long FirstUs { get; } = firstUs;

    public long LastUs { get; private set; } = firstUs;

    public long MovedUs { get; private set; } = firstUs;

    public UtcTime Last { get; private set; } = first;

    /// <summary>One picture may be a mistake; objects that blink in one are not told.</summary>
    public bool IsConfirmed => pictures > 1;

    /// <summary>It was there already when the stream began.</summary>
    public bool IsInitial { get; init; }

    public bool IsTold { get; set; }

    /// <summary>Told by a message of the camera's own, or over: it is not told until it has gone or moves again.</summary>
    public bool IsSilent { get; set; }

    public bool StoodStill { get; set; }

    public EventBox? Box => surest?.Box;

    public float? Confidence => surest?.Confidence;

    public void See(AnalyticsObject one, UtcTime time, long nowUs)
    {
        if (surest is null || (one.Confidence ?? 0) > (surest.Confidence ?? 0) || surest.Box is null)
        {
            surest = one;
        }
        if (places.Moves(one.Box, nowUs))
        {
            MovedUs = nowUs;
        }
        pictures += pictures == 0 || nowUs > LastUs ? 1 : 0;
        (Last, LastUs) = (time, nowUs);
    }

    public CameraEvent Start() => Message(EventPhase.Start, begun) with { Box = Box, Confidence = Confidence, IsInitial = IsInitial };

    public CameraEvent End() => Message(EventPhase.End, Last);

    private CameraEvent Message(EventPhase phase, UtcTime time) => new()
    {
        Kind = CameraEventKind.Object,
        Phase = phase,
        Time = time,
        Key = text is null ? $"{Topic}|Class={seen}" : $"{Topic}|Class={seen}|Text={text}",
        Object = seen,
        Text = text,
        Topic = Topic,
        Raw = raw,
    };
}
