using Microsoft.Extensions.Logging;
using Nvr.Adoption.Adopted;
using Nvr.Adoption.Devices;
using Nvr.Core;
using Nvr.Onvif;
using Nvr.Onvif.Media;
using Nvr.Recording.Cameras;
using Nvr.Rtsp.Session;

namespace Nvr.Adoption.Events;

/// <summary>
/// Keeps a session for one camera's metadata stream for as long as it is wanted and of use. The session is its own, so that nothing in it can
/// touch the picture; it is opened only while the picture arrives and given up for the picture's sake, because cameras allow few.
/// <see cref="RunAsync"/> is the loop over sessions; nothing that the camera sends ends it.
/// </summary>
internal sealed partial class MetadataListener(
    AdoptedDevice device, DeviceSource source, EventServices services, EventIntake intake, EventReport report, ILogger logger)
{
    private readonly RtspMemory memory = new();
    private readonly EventRules rules = services.Rules;
    private bool isPlaying;
    private bool isTroubled;

    private CameraId Camera => source.CameraId;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            TimeSpan pause = await RunOnceSafelyAsync(stop);
            await Task.Delay(pause, services.Clock.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        report.OnMetadata(Camera, null);
    }

    /// <summary>Returns how long to wait before the next.</summary>
    private async Task<TimeSpan> RunOnceSafelyAsync(CancellationToken stop)
    {
        isPlaying = false;
        try
        {
            await UntilPicturesAsync(stop);
            return await RunOnceAsync(stop) ? rules.FirstPause : rules.HopelessPause;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (NvrException e)
        {
            return AfterTrouble(e);
        }
        catch (Exception bug)
        {
            LogUnexpected(device.Onvif!.ToString(), bug);
            return rules.HopelessPause;
        }
    }

    private TimeSpan AfterTrouble(NvrException trouble)
    {
        if (trouble.Kind == ErrorKind.Unreachable)
        {
            return rules.LongestPause;
        }
        LogLeftAlone(device.Onvif!.ToString(), trouble.Message);
        if (isPlaying && trouble.Kind is ErrorKind.Protocol or ErrorKind.Unsupported)
        {
            isTroubled = true;
            report.OnMetadata(Camera, trouble);
        }
        return rules.HopelessPause;
    }

    /// <summary>False when the camera offers no such stream.</summary>
    private async Task<bool> RunOnceAsync(CancellationToken stop)
    {
        using OnvifCamera camera = await OnvifCamera.ConnectAsync(device.Onvif!, services.Onvif, services.Clock, stop);
        MediaOffer offer = await camera.OfferAsync(stop);
        MediaProfile? profile = offer.Profiles.FirstOrDefault(p => p.HasMetadata && (p.SourceToken == source.Token || device.Sources.Count == 1));
        if (profile is null)
        {
            return false;
        }
        Uri address = await offer.Media.StreamUriAsync(profile.Token, StreamTransport.RtspTcp, stop);
        isPlaying = true;
        var target = new RtspTarget(address, device.Onvif!.UserName, device.Onvif.Password);
        await using RtspSession session = await RtspSession.OpenAsync(target, new RtspOptions { Wanted = RtspWanted.Metadata, Memory = memory }, services.Clock, stop);
        var reader = new MetadataReader(intake, Camera, new SourceMap(device.Sources, offer.Profiles), camera.ToBox, services.Clock, rules);
        await ListenAsync(session, reader, stop);
        return true;
    }

    private async Task ListenAsync(RtspSession session, MetadataReader reader, CancellationToken stop)
    {
        var inbox = new MetadataInbox();
        long pictureUs = services.Clock.MonotonicUs;
        try
        {
            while (services.Clock.MonotonicUs - pictureUs < rules.YieldAfter.TotalMicroseconds)
            {
                reader.Read(inbox, session.Drain(inbox), session.Tracks[0].Stats.Bytes);
                TakeBack(reader);
                pictureUs = HasPictures() ? services.Clock.MonotonicUs : pictureUs;
                await Task.Delay(rules.MetadataInterval, services.Clock.Time, stop);
            }
        }
        finally
        {
            intake.EarOf(Camera).CloseScene();
            intake.EarOf(Camera).Lose(EventWay.Metadata);
        }
    }

    private void TakeBack(MetadataReader reader)
    {
        if (reader.Documents > 0 && isTroubled)
        {
            isTroubled = false;
            report.OnMetadata(Camera, null);
        }
    }

    private async Task UntilPicturesAsync(CancellationToken stop)
    {
        while (!HasPictures())
        {
            await Task.Delay(rules.LookInterval, services.Clock.Time, stop);
        }
    }

    private bool HasPictures() =>
        services.Cameras.Find(Camera)?.Streams.Any(s => s.State is CameraState.Recording or CameraState.Resting) ?? false;

    [LoggerMessage(LogLevel.Information, "{Device}: its metadata stream is left alone. {Why}")]
    private partial void LogLeftAlone(string device, string why);

    [LoggerMessage(LogLevel.Error, "{Device}: reading its metadata failed unexpectedly")]
    private partial void LogUnexpected(string device, Exception exception);
}
