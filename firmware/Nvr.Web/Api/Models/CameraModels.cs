using System.ComponentModel.DataAnnotations;
using Nvr.Adoption.Diagnosing;
using Nvr.Core.Media;
using Nvr.Core;
using Nvr.Recording.Cameras;
using Nvr.Recording.Policy;
using Nvr.Recording.Watching;
using Nvr.Web.Access;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

internal sealed record CameraBody
{
    [Required]
    public string? Name { get; init; }

    [Required]
    public string? MainUrl { get; init; }

    public string? SubUrl { get; init; }

    public string? UserName { get; init; }

    /// <summary>Null keeps the stored password, an empty one removes it.</summary>
    public string? Password { get; init; }

    /// <summary>Null means yes. Generated JSON readers drop the initialiser of an init property, so the default stands where it is read.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Null means yes.</summary>
    public bool? RecordAudio { get; init; }

    [OneOf(typeof(CameraTransport))]
    public string? Transport { get; init; }

    public int? RetainDays { get; init; }

    /// <summary>Null treats footage of events like all other.</summary>
    public int? EventRetainDays { get; init; }

    public long? RetainBytes { get; init; }

    /// <summary>Null means always.</summary>
    public RecordingPolicyBody? Recording { get; init; }

    /// <summary>Null leaves it to the box.</summary>
    public MotionBody? Motion { get; init; }
}

/// <summary>How a camera is reached and kept; for administrators only, and never with its password.</summary>
internal sealed record CameraSettingsModel(
    string MainUrl, string? SubUrl, string? UserName, bool HasPassword, bool RecordAudio, [property: OneOf(typeof(CameraTransport))] string Transport, int? RetainDays, int? EventRetainDays, long? RetainBytes,
    RecordingPolicyModel Recording, MotionModel Motion)
{
    public static CameraSettingsModel Of(CameraView view)
    {
        CameraSettings s = view.Settings;
        return new(
            WithoutCredentials(s.MainUrl), s.SubUrl is null ? null : WithoutCredentials(s.SubUrl), s.UserName, view.HasPassword,
            s.RecordAudio, Words.Of(s.Transport), s.RetainDays, s.EventRetainDays, s.RetainBytes,
            RecordingPolicyModel.Of(s.Recording ?? RecordingPolicy.Always), MotionModel.Of(s.Motion ?? MotionSettings.Usual));
    }

    private static string WithoutCredentials(Uri url) => AddressSecret.Show(CameraAddressRule.TakeCredentials(url).Address);
}

internal sealed record TrackModel([property: OneOf(typeof(Codec))] string Codec, bool Video, int Width, int Height, int Channels, int SampleRate)
{
    public static TrackModel Of(TrackFormat t) => new(Words.Of(t.Codec), t.IsVideo, t.Width, t.Height, t.Channels, t.SampleRate);
}

/// <summary>How well the network carried the stream over the last while: lost of a hundred packets, and what the camera is set to where it tells.</summary>
internal sealed record NetworkModel(double LossPercent, double JitterMilliseconds, double BitsPerSecond, double FramesPerSecond, double? ExpectedFramesPerSecond, bool IsTooSlow)
{
    public static NetworkModel Of(NetworkMeasure m, bool isTooSlow) => new(
        Math.Round(m.LossFraction * 100, 2), Math.Round(m.Jitter.TotalMilliseconds, 1), Math.Round(m.BitsPerSecond), Math.Round(m.FramesPerSecond, 1),
        m.ExpectedFramesPerSecond is { } expected ? Math.Round(expected, 1) : null, isTooSlow);
}

internal sealed record StreamModel
{
    [OneOf(typeof(StreamKind))]
    public required string Stream { get; init; }

    [OneOf(typeof(CameraState))]
    public required string State { get; init; }

    public required string Sentence { get; init; }

    public string? NextStep { get; init; }

    /// <summary>The technical cause; for operators and administrators.</summary>
    public string? Cause { get; init; }

    public required string Since { get; init; }

    public string? LastFrame { get; init; }

    public required IReadOnlyList<TrackModel> Tracks { get; init; }

    public double BitsPerSecond { get; init; }

    public double FramesPerSecond { get; init; }

    public long LostPackets { get; init; }

    /// <summary>Beside <see cref="LostPackets"/> they make the loss; both count over all connections.</summary>
    public long ReceivedPackets { get; init; }

    /// <summary>How unevenly packets arrive (RFC 3550 section 6.4.1).</summary>
    public double JitterMilliseconds { get; init; }

    public long Connections { get; init; }

    /// <summary>Of the main stream; null while too little was measured.</summary>
    public NetworkModel? Network { get; init; }

    /// <summary>The same where the network is too slow for it.</summary>
    public StreamModel With(NetworkMeasure? measure, Diagnosis? complaint)
    {
        StreamModel measured = this with { Network = measure is null ? null : NetworkModel.Of(measure, complaint is not null) };
        return complaint is null ? measured : measured with { Sentence = complaint.Sentence, NextStep = complaint.NextStep };
    }

    public static StreamModel Of(StreamStatus s, bool withCause) => new()
    {
        Stream = Words.Of(s.Stream),
        State = Words.Of(s.State),
        Sentence = s.Sentence,
        NextStep = s.NextStep,
        Cause = withCause ? s.Cause : null,
        Since = s.Since.ToString(),
        LastFrame = s.LastFrame?.ToString(),
        Tracks = [.. s.Tracks.Select(TrackModel.Of)],
        BitsPerSecond = Math.Round(s.BitsPerSecond),
        FramesPerSecond = Math.Round(s.FramesPerSecond, 1),
        LostPackets = s.LostPackets,
        ReceivedPackets = s.ReceivedPackets,
        JitterMilliseconds = Math.Round(s.JitterUs / 1000.0, 1),
        Connections = s.Connections,
    };
}

/// <summary><paramref name="CanTalk"/>: whether its loudspeaker can be reached; null while nobody knows.</summary>
internal sealed record CameraModel(string Id, string Name, bool Enabled, bool? CanTalk, IReadOnlyList<StreamModel> Streams, CameraSettingsModel? Settings)
{
    public static CameraModel Of(CameraView view, Role role, bool? canTalk, NetworkWatch network) => new(
        view.Id.ToString(), view.Settings.Name, view.Settings.Enabled, canTalk,
        [.. view.Streams.Select(s => StreamModel.Of(s, role >= Role.Operator)).Select((s, i) => i > 0 ? s : s.With(network.MeasureOf(view.Id), network.ComplaintOf(view)))],
        role == Role.Administrator ? CameraSettingsModel.Of(view) : null);
}

internal sealed record CameraList(IReadOnlyList<CameraModel> Cameras);
