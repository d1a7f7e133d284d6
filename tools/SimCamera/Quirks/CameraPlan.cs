using SimCamera.Material;
using SimCamera.Onvif;
using SimCamera.Onvif.Auth;
using SimCamera.Onvif.Media;
using SimCamera.Rtsp;
using SimCamera.Streaming;

namespace SimCamera.Quirks;

/// <summary>
/// The settings of one camera after its quirks had their say. Changed only by <see cref="Quirk.Configure"/>; read by everything
/// afterwards.
/// </summary>
internal sealed class CameraPlan(CameraOptions options, int number, IReadOnlyList<Quirk> quirks)
{
    public CameraOptions Options { get; } = options;

    /// <summary>From 1; in every stamp.</summary>
    public int Number { get; } = number;

    public IReadOnlyList<Quirk> Quirks { get; } = quirks;

    /// <summary>Who may log in; all sources of one device share the list.</summary>
    public AccountList Accounts { get; set; } = new(AccountsOf(options));

    public OnvifPlan Onvif { get; } = new();

    /// <summary>What a client asked the coder for, by stream; null: as the options say.</summary>
    public EncoderSettings?[] Encoders { get; } = [null, null];

    /// <summary>True while the main stream's key pictures come as those of a smart codec do.</summary>
    public bool SmartCodec { get; set; } = options.Onvif?.SmartCodec?.IsOn ?? false;

    /// <summary>What it is to be after the next reboot; null: as it is.</summary>
    public bool? SmartCodecAfterReboot { get; set; }

    public AudioCodec Audio { get; set; } = options.Audio;

    public IReadOnlyList<Challenge> Challenges { get; set; } = [Challenge.DigestMd5];

    /// <summary>After so many requests a nonce is stale.</summary>
    public int NonceUses { get; set; } = int.MaxValue;

    public bool AllowTcp { get; set; } = true;

    public bool AllowUdp { get; set; } = true;

    public bool AllowMulticast { get; set; } = true;

    public int SessionTimeoutSeconds { get; set; } = 60;

    public bool TellsTimeout { get; set; } = true;

    public string PublicMethods { get; set; } = "OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER, SET_PARAMETER";

    public int MaxSessions { get; set; } = int.MaxValue;

    public SessionStart Start { get; set; } = SessionStart.NextKey;

    public bool Aggregate { get; set; }

    public bool DataBeforePlayReply { get; set; }

    public bool SessionIdChanges { get; set; }

    public bool SecondVideo { get; set; }

    public bool Metadata { get; set; } = options.Onvif?.MetadataTrack ?? false;

    /// <summary>How the camera takes sound for its loudspeaker, in its order; none: it takes none.</summary>
    public IReadOnlyList<BackChannelCoding> BackChannel { get; set; } = options.BackChannel ? [BackChannelCoding.Mulaw] : [];

    /// <summary>The 32-bit RTP time wraps so long after SETUP; null starts it anywhere.</summary>
    public double? WrapsAfterSeconds { get; set; }

    public long AudioDelayUs { get; set; }

    public bool SenderReports { get; set; } = true;

    public long ReportPeriodUs { get; set; } = 5_000_000;

    /// <summary>What the stream is encoded like; more than one makes it change between them at key frames.</summary>
    public List<Func<VideoRecipe, VideoRecipe>> Variants { get; } = [recipe => recipe];

    public int SecondsPerVariant { get; set; }

    public int? BytesPerWrite { get; set; }

    /// <summary>Has all material encoded in another way.</summary>
    public void ChangeMaterial(Func<VideoRecipe, VideoRecipe> change)
    {
        for (int i = 0; i < Variants.Count; i++)
        {
            Func<VideoRecipe, VideoRecipe> before = Variants[i];
            Variants[i] = recipe => change(before(recipe));
        }
    }

    private static IEnumerable<OnvifAccount> AccountsOf(CameraOptions options) =>
    [
        .. options.User is null ? [] : (OnvifAccount[])[new(options.User, options.Password, OnvifLevel.Administrator)],
        .. options.Onvif?.MoreAccounts ?? [],
    ];
}
