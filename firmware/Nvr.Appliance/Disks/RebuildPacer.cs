using Microsoft.Extensions.Logging;
using Nvr.Board.Disks;
using Nvr.Core;

namespace Nvr.Appliance.Disks;

/// <summary>
/// Recording comes first: what is done in the background of an array goes as slowly as <see cref="RebuildPace"/> says. Used by one task. What the disks refuse is told once and tried again; the work
/// then goes at the kernel's own pace.
/// </summary>
internal sealed partial class RebuildPacer(StewardServices services, ILogger logger)
{
    private readonly Dictionary<string, long> changedUs = [];
    private string? refused;

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
        if (changedUs.TryGetValue(array.Id, out long last) && nowUs - last < RebuildPace.Settling.TotalMicroseconds)
        {
            return;
        }
        changedUs[array.Id] = nowUs;
        try
        {
            await services.Disks!.LimitSpeedAsync(array.Id, next, cancellation);
            refused = null;
            LogPace(state.Booked.Name, next is { } limit ? $"goes at {limit} kB/s at most" : "goes as fast as it can", slowestSync?.TotalSeconds ?? 0);
        }
        catch (NvrException failure) when (failure.Kind != ErrorKind.Unreachable)
        {
            if (refused != failure.Message)
            {
                refused = failure.Message;
                LogRefused(state.Booked.Name, failure.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "What is done in the background of the array \"{Name}\" {Pace}: its footage took {Seconds:0.0} s to become durable")]
    private partial void LogPace(string name, string pace, double seconds);

    [LoggerMessage(LogLevel.Warning, "The array \"{Name}\" cannot be slowed down for recording: {Failure}")]
    private partial void LogRefused(string name, string failure);
}
