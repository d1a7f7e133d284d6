using System.Net;
using Nvr.Core;
using Nvr.Network.Settings;

namespace Nvr.Network.Trying;

/// <summary>What goes on by itself: wishes are answered, trials end, what is wrong is told, and the cameras' network gives way.</summary>
public sealed partial class NetworkDesk
{
    /// <summary>For as long as the program runs.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            Look();
            await Task.Delay(IsTrying ? rules.LookInTrial : rules.Look, clock.Time, cancellation);
        }
    }

    /// <summary>One look, which <see cref="RunAsync"/> has again and again. A disk that does not take a change is asked again at the next one.</summary>
    public void Look()
    {
        lock (gate)
        {
            if (drop.Read() is not { } applied)
            {
                teller.Forget();
                return;
            }
            try
            {
                Answer_NeedsLock(applied);
                End_NeedsLock(applied);
                GiveWay_NeedsLock(applied);
            }
            catch (NvrException failure)
            {
                LogNotKept(failure.Message);
            }
            teller.Now(senses.Addresses(), isServing: applied.Cameras is null || senses.IsServingAddresses());
        }
    }

    // A program that starts knows nothing of what the one before it tried; whatever is in force then, what is kept comes back.
    private void Answer_NeedsLock(AppliedFile applied)
    {
        if (wish is null)
        {
            if (kept.IsTrying)
            {
                NetworkFile next = kept with { IsTrying = false };
                file.Write(next);
                kept = next;
                teller.Trial("The recorder was started anew while new network settings were being tried, so the former ones are back.");
            }
            Leave_NeedsLock(new WishFile(Guid.NewGuid().ToString("N"), null));
        }
        else if (applied.Wish == wish.Id)
        {
            isAnswered = true;
            if (trial is { } tried)
            {
                tried.SettledUs ??= clock.MonotonicUs;
            }
        }
        else if (!isAnswered && clock.MonotonicUs - leftUs >= Microseconds(rules.Patience))
        {
            Leave_NeedsLock(wish);
        }
    }

    private void End_NeedsLock(AppliedFile applied)
    {
        if (trial is not { } tried)
        {
            return;
        }
        if (isAnswered && applied.Problem is not null)
        {
            FallBack_NeedsLock("The new network settings could not be set up, so the former ones are back.");
        }
        else if (clock.MonotonicUs >= tried.UntilUs)
        {
            FallBack_NeedsLock("Nobody opened this page under the new network settings within two minutes, so the former ones are back.");
        }
    }

    // The office was there first, and cannot be told to move.
    private void GiveWay_NeedsLock(AppliedFile applied)
    {
        if (trial is not null || !isAnswered || Range(applied) is not { } range)
        {
            return;
        }
        IPNetwork[] taken = [.. Taken()];
        if (!taken.Any(t => Ranges.Overlap(t, range)))
        {
            teller.Overlap(null, null);
        }
        else if (CameraRanges.Free(taken) is { } free)
        {
            Move_NeedsLock(free);
            teller.Moved(range, free);
        }
        else
        {
            teller.Overlap(taken.First(t => Ranges.Overlap(t, range)), range);
        }
    }
}
