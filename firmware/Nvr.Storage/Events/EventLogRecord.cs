using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nvr.Core.Events;

namespace Nvr.Storage.Events;

/// <summary>
/// One line of an event log. Of the three kinds, <c>event</c> has everything, <c>end</c> tells how an earlier one ended (or that it goes on after
/// all) and what is known of it by then, <c>forget</c> that all earlier ones of a camera are void. Monotonic microseconds of the boot; UTC is that plus the offset.
/// </summary>
internal sealed record EventLogRecord
{
    public required EventLogEntry Type { get; init; }

    public long Number { get; init; }

    public Guid Camera { get; init; }

    public Guid? Boot { get; init; }

    public long? StartUs { get; init; }

    /// <summary>UTC minus monotonic time of the boot in which the line was written, as known then.</summary>
    public long? UtcOffsetUs { get; init; }

    public Guid? EndBoot { get; init; }

    public long? EndUs { get; init; }

    public EventClosing? Closing { get; init; }

    public CameraEventKind? Kind { get; init; }

    public ObjectClass? Object { get; init; }

    /// <summary>Left, top, width, height.</summary>
    public float[]? Box { get; init; }

    /// <summary>From the start on.</summary>
    public long? BoxAfterUs { get; init; }

    public float? Confidence { get; init; }

    public string? Zone { get; init; }

    public string? Text { get; init; }

    /// <summary>Names with commas between them.</summary>
    public ObjectColours? Colours { get; init; }

    public MoveDirection? Direction { get; init; }

    public string? Source { get; init; }

    public string? Topic { get; init; }

    public string? Key { get; init; }

    public EventOrigin? Origin { get; init; }

    public string? Raw { get; init; }
}

/// <summary>What a line of an event log is.</summary>
internal enum EventLogEntry
{
    Event,
    End,
    Forget,
}

/// <summary>Source-generated JSON of the event log: words for people, and what is not there is left out.</summary>
[JsonSerializable(typeof(EventLogRecord))]
[JsonSourceGenerationOptions(
    UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class EventLogJson : JsonSerializerContext
{
    /// <summary>The one that is used: XML and letters of all languages stay readable in the file.</summary>
    public static EventLogJson Plain => Readable.Instance;

    // Apart, because the order of static members in the two halves of this class is not defined.
    private static class Readable
    {
        public static readonly EventLogJson Instance = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
