using Nvr.Adoption.Devices;
using Nvr.Adoption.Paths;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Onvif;
using Nvr.Onvif.Web;

namespace Nvr.Adoption.Makers;

/// <summary>
/// Switches the "smart codec" of devices off over their makers' own interfaces, and on again. What it did and what came of it is in the book. A device that
/// does not follow is recorded as it is: only reverting throws. Thread-safe, for different devices at once.
/// </summary>
internal sealed class SmartCodecOutfit(IDeviceBook book, SignInGuard guard, OnvifOptions options, BoxClock clock)
{
    private const int LongestAnswer = 512 * 1024;

    /// <summary>Recording comes before tidiness: a device that is slow here is not waited for.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestVisit = TimeSpan.FromSeconds(12);

    private readonly OnvifOptions hurried = options with
    {
        CallTimeout = options.CallTimeout < LongestCall ? options.CallTimeout : LongestCall,
        MaxAnswerBytes = Math.Min(options.MaxAnswerBytes, LongestAnswer),
    };

    public async Task TurnOffAsync(DeviceId id, OnvifCamera camera, CancellationToken cancellation)
    {
        if (book.Find(id) is not { } device || MakerTable.For(device.Maker) is not { } settings)
        {
            return;
        }
        using var limit = new CancellationTokenSource(LongestVisit, clock.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            await SignedInAsync(device, camera, web => TurnOffAsync(device, settings, web, both.Token));
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Unsupported)
        {
            // It has none.
        }
        catch (NvrException e)
        {
            Note(id, e.Kind is ErrorKind.Unauthorised or ErrorKind.Refused ? SmartCodecOutcome.NotAllowed : SmartCodecOutcome.NoAnswer);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Note(id, SmartCodecOutcome.NoAnswer);
        }
    }

    /// <summary>Sets everything as it was. Failures are the device's; Refused with a sentence where it does not follow.</summary>
    public async Task RevertAsync(DeviceRecord device, OnvifCamera camera, CancellationToken cancellation)
    {
        if (device.SmartCodec is not { IsInForce: true } done || MakerTable.For(device.Maker) is not { } settings)
        {
            return;
        }
        await SignedInAsync(device, camera, async web =>
        {
            bool needsRestart = false;
            foreach (SmartCodecChange change in done.Changes)
            {
                needsRestart |= await settings.SetAsync(web, change.Key, change.Before, cancellation);
            }
            IReadOnlyList<MakerValue> now = await settings.ReadAsync(web, cancellation);
            if (!needsRestart && done.Changes.Any(c => !now.Any(v => v.Key == c.Key && string.Equals(v.Value, c.Before, StringComparison.OrdinalIgnoreCase))))
            {
                throw new NvrException(ErrorKind.Refused, "The camera says that it took the setting back, but has not. Set it on the camera's own page.");
            }
        });
        book.NoteSmartCodec(device.DeviceId, done with { UndoneAt = clock.WallNow });
    }

    private async Task TurnOffAsync(DeviceRecord device, IMakerSettings settings, CameraWeb web, CancellationToken cancellation)
    {
        MakerValue[] unwanted = await UnwantedAsync(settings, web, cancellation);
        if (unwanted.Length == 0)
        {
            if (device.SmartCodec is { Outcome: not SmartCodecOutcome.NeedsRestart } known)
            {
                book.NoteSmartCodec(device.DeviceId, known with { Outcome = SmartCodecOutcome.Off });
            }
            return;
        }
        SmartCodecRecord planned = PlanFor(device, unwanted);
        // Noted before it is done: what breaks off half-way can be undone as well.
        book.NoteSmartCodec(device.DeviceId, planned);
        List<string> taken = [];
        bool needsRestart = false;
        foreach (MakerValue value in unwanted)
        {
            if (await SetOrNullAsync(settings, web, value, cancellation) is { } afterRestart)
            {
                needsRestart |= afterRestart;
                taken.Add(value.Key);
            }
        }
        string[] left = needsRestart ? [] : [.. (await UnwantedAsync(settings, web, cancellation)).Select(v => v.Key)];
        book.NoteSmartCodec(device.DeviceId, planned with
        {
            Outcome = taken.Count < unwanted.Length ? SmartCodecOutcome.Refused
                : needsRestart ? SmartCodecOutcome.NeedsRestart
                : left.Length > 0 ? SmartCodecOutcome.StillOn
                : SmartCodecOutcome.Off,
            Changes = [.. planned.Changes.Where(c => !left.Contains(c.Key) && (taken.Contains(c.Key) || unwanted.All(v => v.Key != c.Key)))],
        });
    }

    /// <summary>What was changed before and is in force keeps what it was before that.</summary>
    private SmartCodecRecord PlanFor(DeviceRecord device, MakerValue[] unwanted)
    {
        SmartCodecChange[] before = device.SmartCodec is { IsInForce: true } known ? [.. known.Changes] : [];
        return new SmartCodecRecord
        {
            At = clock.WallNow,
            Outcome = SmartCodecOutcome.NoAnswer,
            Changes =
            [
                .. before,
                .. unwanted.Where(v => before.All(c => c.Key != v.Key)).Select(v => new SmartCodecChange { Key = v.Key, Name = v.Name, Before = v.Value, After = v.Wanted }),
            ],
        };
    }

    private static async Task<MakerValue[]> UnwantedAsync(IMakerSettings settings, CameraWeb web, CancellationToken cancellation) =>
        [.. (await settings.ReadAsync(web, cancellation)).Where(v => !v.IsWanted)];

    /// <summary>Null when the device refuses; else whether it has to be restarted.</summary>
    private static async Task<bool?> SetOrNullAsync(IMakerSettings settings, CameraWeb web, MakerValue value, CancellationToken cancellation)
    {
        try
        {
            return await settings.SetAsync(web, value.Key, value.Wanted, cancellation);
        }
        catch (NvrException e) when (e.Kind is ErrorKind.Refused or ErrorKind.Unsupported or ErrorKind.Protocol)
        {
            return null;
        }
    }

    /// <summary>A sign-in is counted before it is made: cameras that have other users for their web page would lock the account.</summary>
    private async Task SignedInAsync(DeviceRecord device, OnvifCamera camera, Func<CameraWeb, Task> deed)
    {
        string key = device.DeviceId.ToString();
        if (!guard.TryTake(key))
        {
            throw new NvrException(ErrorKind.Unauthorised, "The camera rejected the password several times. The recorder waits, so that the camera does not lock the account.");
        }
        bool isRejected = false;
        try
        {
            using CameraWeb web = camera.OpenWeb(hurried);
            await deed(web);
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Unauthorised)
        {
            isRejected = true;
            throw;
        }
        finally
        {
            if (!isRejected)
            {
                guard.GiveBack(key);
            }
        }
    }

    private void Note(DeviceId id, SmartCodecOutcome outcome)
    {
        SmartCodecRecord? known = book.Find(id)?.SmartCodec;
        book.NoteSmartCodec(id, known is { UndoneAt: null } ? known with { Outcome = outcome } : new SmartCodecRecord { At = clock.WallNow, Outcome = outcome });
    }
}
