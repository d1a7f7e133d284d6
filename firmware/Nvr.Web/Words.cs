using Nvr.Adoption.Adopting;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Import;
using Nvr.Adoption.Trying;
using Nvr.Board.Poe;
using Nvr.Board.Switches;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Media;
using Nvr.Recording.Cameras;
using Nvr.Recording.Exports;
using Nvr.Recording.Policy;
using Nvr.Recording.Watching;
using Nvr.Storage;
using Nvr.Web.Access;

namespace Nvr.Web;

/// <summary>The words of the API for the values of enums. They are part of its contract and do not follow renames in the code.</summary>
internal static class Words
{
    public static string Of(Role role) => role switch
    {
        Role.Administrator => "administrator",
        Role.Operator => "operator",
        _ => "viewer",
    };

    public static Role? RoleOf(string? word) => word switch
    {
        "administrator" => Role.Administrator,
        "operator" => Role.Operator,
        "viewer" => Role.Viewer,
        _ => null,
    };

    public static string Of(StreamKind stream) => stream == StreamKind.Sub ? "sub" : "main";

    public static string Of(SoundChoice sound) => sound switch
    {
        SoundChoice.Aac => "aac",
        SoundChoice.None => "none",
        _ => "original",
    };

    public static SoundChoice? SoundOf(string? word) => word switch
    {
        null or "" or "original" => SoundChoice.Original,
        "aac" => SoundChoice.Aac,
        "none" => SoundChoice.None,
        _ => null,
    };

    public static string Of(MotionMode mode) => mode switch
    {
        MotionMode.On => "on",
        MotionMode.Off => "off",
        _ => "automatic",
    };

    public static MotionMode? MotionOf(string? word) => word switch
    {
        null or "automatic" => MotionMode.Automatic,
        "on" => MotionMode.On,
        "off" => MotionMode.Off,
        _ => null,
    };

    public static string Of(WatchStanding standing) => standing switch
    {
        WatchStanding.Watched => "watched",
        WatchStanding.CameraTells => "cameraTells",
        WatchStanding.BoxDoesNot => "boxDoesNot",
        WatchStanding.Off => "off",
        _ => "cameraOff",
    };

    public static string Of(CrossingDirection direction) => direction switch
    {
        CrossingDirection.LeftToRight => "left-to-right",
        CrossingDirection.RightToLeft => "right-to-left",
        _ => "either",
    };

    public static CrossingDirection? CrossingOf(string? word) => word switch
    {
        null or "either" => CrossingDirection.Either,
        "left-to-right" => CrossingDirection.LeftToRight,
        "right-to-left" => CrossingDirection.RightToLeft,
        _ => null,
    };

    public static string Of(CameraState state) => state switch
    {
        CameraState.Disabled => "disabled",
        CameraState.Connecting => "connecting",
        CameraState.WaitingForKeyFrame => "waiting",
        CameraState.Recording => "recording",
        CameraState.Resting => "resting",
        CameraState.Stalled => "stalled",
        CameraState.Unreachable => "unreachable",
        CameraState.Unauthorised => "unauthorised",
        CameraState.Refused => "refused",
        _ => "unusable",
    };

    public static string Of(DeviceState state) => state switch
    {
        DeviceState.Found => "found",
        DeviceState.Identified => "identified",
        DeviceState.NeedsPassword => "needsPassword",
        DeviceState.SetUp => "setUp",
        DeviceState.Recording => "recording",
        DeviceState.Ignored => "ignored",
        _ => "lost",
    };

    public static string Of(AdoptionMode mode) => mode switch
    {
        AdoptionMode.Auto => "auto",
        AdoptionMode.Confirm => "confirm",
        _ => "off",
    };

    public static string Of(ImportFormat format) => format switch
    {
        ImportFormat.Frigate => "frigate",
        ImportFormat.MediaMtx => "mediaMtx",
        _ => "csv",
    };

    public static string Of(ImportRemarkKind kind) => kind switch
    {
        ImportRemarkKind.ToBeEntered => "toBeEntered",
        ImportRemarkKind.Changed => "changed",
        _ => "leftOut",
    };

    public static string Of(TrialOutcome outcome) => outcome switch
    {
        TrialOutcome.Picture => "picture",
        TrialOutcome.Answers => "answers",
        TrialOutcome.NeedsPassword => "needsPassword",
        TrialOutcome.WrongPassword => "wrongPassword",
        TrialOutcome.HeldBack => "heldBack",
        TrialOutcome.NoStream => "noStream",
        TrialOutcome.Unusable => "unusable",
        _ => "noAnswer",
    };

    public static string Of(CameraTransport transport) => transport switch
    {
        CameraTransport.Tcp => "tcp",
        CameraTransport.Udp => "udp",
        CameraTransport.Multicast => "multicast",
        _ => "auto",
    };

    public static CameraTransport? TransportOf(string? word) => word switch
    {
        null or "auto" => CameraTransport.Auto,
        "tcp" => CameraTransport.Tcp,
        "udp" => CameraTransport.Udp,
        "multicast" => CameraTransport.Multicast,
        _ => null,
    };

    public static string Of(GapReason reason) => reason switch
    {
        GapReason.CameraUnreachable => "cameraUnreachable",
        GapReason.CameraStalled => "cameraStalled",
        GapReason.CameraRefused => "cameraRefused",
        GapReason.CameraUnusable => "cameraUnusable",
        GapReason.NetworkLoss => "networkLoss",
        GapReason.RecorderStopped => "recorderStopped",
        GapReason.Disk => "disk",
        GapReason.FootageLost => "footageLost",
        GapReason.Disabled => "disabled",
        GapReason.NotWanted => "notWanted",
        _ => "unknown",
    };

    public static string Of(RecordingMode mode) => mode switch
    {
        RecordingMode.Events => "events",
        RecordingMode.Off => "off",
        _ => "continuous",
    };

    public static RecordingMode? ModeOf(string? word) => word switch
    {
        "continuous" => RecordingMode.Continuous,
        "events" => RecordingMode.Events,
        "off" => RecordingMode.Off,
        _ => null,
    };

    public static string Of(DayOfWeek day) => day switch
    {
        DayOfWeek.Monday => "monday",
        DayOfWeek.Tuesday => "tuesday",
        DayOfWeek.Wednesday => "wednesday",
        DayOfWeek.Thursday => "thursday",
        DayOfWeek.Friday => "friday",
        DayOfWeek.Saturday => "saturday",
        _ => "sunday",
    };

    public static DayOfWeek? DayOf(string? word) => word switch
    {
        "monday" => DayOfWeek.Monday,
        "tuesday" => DayOfWeek.Tuesday,
        "wednesday" => DayOfWeek.Wednesday,
        "thursday" => DayOfWeek.Thursday,
        "friday" => DayOfWeek.Friday,
        "saturday" => DayOfWeek.Saturday,
        "sunday" => DayOfWeek.Sunday,
        _ => null,
    };

    public static string Of(PoePower power) => power switch
    {
        PoePower.Delivering => "delivering",
        PoePower.Searching => "searching",
        PoePower.Off => "off",
        PoePower.Denied => "denied",
        PoePower.Fault => "fault",
        _ => "unknown",
    };

    public static string Of(PoeDetection detection) => detection switch
    {
        PoeDetection.Nothing => "nothing",
        PoeDetection.Device => "device",
        PoeDetection.Legacy => "legacy",
        PoeDetection.WrongResistance => "wrongResistance",
        PoeDetection.ShortCircuit => "shortCircuit",
        PoeDetection.Broken => "broken",
        _ => "unknown",
    };

    public static string Of(SnmpHash hash) => hash == SnmpHash.Sha256 ? "sha256" : "sha1";

    public static SnmpHash? SnmpHashOf(string? word) => word switch
    {
        null or "" or "sha1" => SnmpHash.Sha1,
        "sha256" => SnmpHash.Sha256,
        _ => null,
    };

    public static string Of(HealthLevel level) => level switch
    {
        HealthLevel.Ok => "ok",
        HealthLevel.Attention => "attention",
        HealthLevel.Failure => "failure",
        _ => "unknown",
    };

    public static string Of(Codec codec) => codec switch
    {
        Codec.H264 => "h264",
        Codec.H265 => "h265",
        Codec.Mjpeg => "mjpeg",
        Codec.Aac => "aac",
        Codec.Opus => "opus",
        Codec.Flac => "flac",
        Codec.PcmAlaw => "pcma",
        Codec.PcmMulaw => "pcmu",
        Codec.G726 => "g726",
        _ => "l16",
    };
}
