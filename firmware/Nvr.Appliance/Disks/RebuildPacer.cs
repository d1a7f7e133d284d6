using Microsoft.Extensions.Logging;
using Nvr.Board.Disks;
using Nvr.Core;

namespace Nvr.Appliance.Disks;

/// <summary>
/// Recording comes first: what is done in the background of an array goes as slowly as <see cref="RebuildPace"/> says. Used by one task. What does not take effect is told once and tried again; the work
/// then goes at the kernel's own pace.
/// </summary>
internal sealed partial class RebuildPacer(StewardServices services, ILogger logger)
{
    private readonly Dictionary<string, (long AtUs, long? Limit)> wishes = [];
    private bool isToldOf;

    /// <param name="state">A volume at this moment.</param>
    /// <param name="slowestSync">The longest that its footage took lately to become durable; null where none goes there.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task KeepAsync(VolumeState state, TimeSpan? slowestSync, CancellationToken cancellation)
    {
        if (state.Array is not { IsRunning: true } array || RebuildPace.Next(array, slowestSync) is var next && next == array.SpeedLimitKilobytes)
        {
            return;
        }
        long nowUs = services.Clock.MonotonicUs;
        bool isRepeated = wishes.TryGetValue(array.Id, out (long AtUs, long? Limit) last) && last.Limit != array.SpeedLimitKilobytes;
        if (nowUs - last.AtUs < RebuildPace.Settling.TotalMicroseconds && last.AtUs != 0)
        {
            return;
        }
        wishes[array.Id] = (nowUs, next);
        string? failure = isRepeated ? "the kernel was not told (nvrd-pace.path)" : null;
        try
        {
            await services.Disks!.LimitSpeedAsync(array.Id, next, cancellation);
        }
        catch (NvrException refused) when (refused.Kind != ErrorKind.Unreachable)
        {
            failure = refused.Message;
        }
        Tell(state.Booked.Name, next, slowestSync ?? TimeSpan.Zero, failure);
    }

    /// <summary>Lets a disk that nobody knows yet take its place in an array, slowly at first. That it cannot be slowed down is told when the work is looked at.</summary>
    public async Task AddMemberAsync(string arrayId, string device, CancellationToken cancellation)
    {
        try
        {
            await services.Disks!.LimitSpeedAsync(arrayId, RebuildPace.FirstKilobytes, cancellation);
            wishes[arrayId] = (services.Clock.MonotonicUs, RebuildPace.FirstKilobytes);
        }
        catch (NvrException)
        {
            // It goes at the kernel's pace then, until footage waits.
        }
        await services.Disks!.AddMemberAsync(arrayId, device, cancellation);
    }

    private void Tell(string name, long? limit, TimeSpan slowestSync, string? failure)
    {
        if (failure is null)
        {
            isToldOf = false;
            LogPace(name, limit is { } held ? $"goes at {held} kB/s at most" : "goes as fast as it can", slowestSync.TotalSeconds);
        }
        else if (!isToldOf)
        {
            isToldOf = true;
            LogRefused(name, failure);
        }
    }

    [LoggerMessage(LogLevel.Information, "What is done in the background of the array \"{Name}\" {Pace}: its footage took {Seconds:0.0} s to become durable")]
    private partial void LogPace(string name, string pace, double seconds);

    [LoggerMessage(LogLevel.Warning, "The array \"{Name}\" cannot be slowed down for recording: {Failure}")]
    private partial void LogRefused(string name, string failure);
}
