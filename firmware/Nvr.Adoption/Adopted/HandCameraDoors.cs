using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using Nvr.Adoption.Paths;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Onvif;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Adopted;

/// <summary>
/// Finds out, while cameras that were entered by hand are well, whether they can be spoken to by ONVIF with the user that their streams take: at the
/// same host alone, once for each user and password. <see cref="RunAsync"/> is the supervising loop; the rest may be called by any thread.
/// </summary>
public sealed partial class HandCameraDoors(HandCameraServices services, ILogger<HandCameraDoors> logger)
{
    private readonly ConcurrentDictionary<string, Attempt> attempts = new(StringComparer.Ordinal);

    /// <summary>How to speak to the device at that host; null when it is not known to listen.</summary>
    public OnvifTarget? DoorOf(string host) => attempts.GetValueOrDefault(host)?.Door;

    public Task RunAsync(CancellationToken stop) => Rounds.RunAsync(LookAsync, services.LookInterval, services.Clock.Time, LogUnexpected, stop);

    /// <summary>Tries at each host that was not tried yet, or whose user or password changed since.</summary>
    internal async Task LookAsync(CancellationToken stop)
    {
        CameraView[] known = [.. HandCameras.In(services.Cameras, services.Book)];
        foreach (string gone in attempts.Keys.Except(known.Select(HandCameras.HostOf)).ToArray())
        {
            attempts.TryRemove(gone, out _);
        }
        CameraView[] well = [.. known.Where(c => c.Streams.Any(s => s.State == CameraState.Recording))];
        foreach (CameraView camera in well.DistinctBy(HandCameras.HostOf))
        {
            string host = HandCameras.HostOf(camera);
            var wanted = new Attempt(camera.Settings.UserName, services.PasswordOf(camera.Id), null, null);
            Attempt? before = attempts.GetValueOrDefault(host);
            bool isSame = before is not null && before.UserName == wanted.UserName && before.Password == wanted.Password;
            if (!isSame || before?.AgainUs < services.Clock.MonotonicUs)
            {
                attempts[host] = await TryAsync(host, wanted, stop);
            }
        }
    }

    private async Task<Attempt> TryAsync(string host, Attempt attempt, CancellationToken stop)
    {
        if (!IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address))
        {
            // A name may lead elsewhere tomorrow.
            return attempt;
        }
        string guarded = $"hand/{host}";
        if (attempt.UserName is not null && !services.Guard.TryTake(guarded))
        {
            return attempt with { AgainUs = Later(SignInGuard.Window) };
        }
        try
        {
            var target = new OnvifTarget(services.ServiceOf(address), attempt.UserName, attempt.Password);
            using OnvifCamera camera = await OnvifCamera.ConnectAsync(target, services.Onvif, services.Clock, stop);
            await camera.Device.IdentityAsync(stop);
            services.Guard.Succeeded(guarded);
            LogOpen(host);
            return attempt with { Door = target with { PinnedCertificateSha256 = camera.CertificateSha256 } };
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Unauthorised)
        {
            // Not again before somebody enters another password: cameras lock accounts.
            return attempt;
        }
        catch (NvrException)
        {
            services.Guard.GiveBack(guarded);
            return attempt with { AgainUs = Later(services.AskAgainAfter) };
        }
    }

    private long Later(TimeSpan wait) => services.Clock.MonotonicUs + (long)wait.TotalMicroseconds;

    /// <summary>Holds a password: never log it.</summary>
    private sealed record Attempt(string? UserName, string? Password, OnvifTarget? Door, long? AgainUs);

    [LoggerMessage(LogLevel.Information, "The camera at {Host}, entered by hand, speaks ONVIF: it can be restarted when it hangs")]
    private partial void LogOpen(string host);

    [LoggerMessage(LogLevel.Error, "Looking at cameras entered by hand failed unexpectedly; it goes on")]
    private partial void LogUnexpected(Exception exception);
}
