using System.Text.Json;
using Nvr.Core.Objects;

namespace Nvr.Sandbox.Protocol;

/// <summary>What the process is to do, from start to end; another task is another process. As JSON on the wire. Immutable.</summary>
public sealed record WorkerOrder
{
    public required WorkerTask Task { get; init; }

    /// <summary>For <see cref="WorkerTask.Capture"/>: a video device such as /dev/video0.</summary>
    public string? Device { get; init; }

    /// <summary>For <see cref="WorkerTask.Capture"/> in place of a device: a picture generator of FFmpeg's, such as testsrc2=size=640x480.</summary>
    public string? TestSource { get; init; }

    /// <summary>Pictures beyond this are made smaller; PAL is 720 x 576.</summary>
    public int MaxWidth { get; init; } = 960;

    public int MaxHeight { get; init; } = 576;

    public int MaxFps { get; init; } = 30;

    /// <summary>Upper bound of the coded rate.</summary>
    public int MaxKbit { get; init; } = 2500;

    /// <summary>For <see cref="WorkerTask.Aac"/>: samples a second of what comes out, one of the rates that AAC has.</summary>
    public int SampleRate { get; init; }

    /// <summary>For <see cref="WorkerTask.Aac"/>: 1 or 2.</summary>
    public int Channels { get; init; }

    /// <summary>For <see cref="WorkerTask.Watch"/>: what the model says of itself that the process was lent; null for none, and then it tells what moves alone. A process that dies before its
    /// <see cref="VerdictMessage"/>, or with one that says no, is best started without it.</summary>
    public ModelManifest? Model { get; init; }

    /// <summary>For <see cref="WorkerTask.Watch"/>: every picture is decoded, whatever the sizes of the coded ones say.</summary>
    public bool DecodesAll { get; init; }

    /// <summary>For <see cref="WorkerTask.Watch"/>: the board's decoders are left alone, since the process ended while it used one.</summary>
    public bool AvoidsBoard { get; init; }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, ProtocolJson.Default.WorkerOrder);

    /// <summary>Null when the payload is not an order.</summary>
    public static WorkerOrder? Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, ProtocolJson.Default.WorkerOrder);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
