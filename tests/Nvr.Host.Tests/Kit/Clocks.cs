using Nvr.Core.Time;

namespace Nvr.Host.Tests.Kit;

/// <summary>Both clocks of this machine, as the program under test reads them.</summary>
internal static class Clocks
{
    public static BoxClock Box { get; } = BoxClock.System();

    public static UtcTime Now => Box.WallNow;

    public static UtcRange Around(UtcTime time, double seconds) => new(time.Plus((long)(-seconds * 1e6)), time.Plus((long)(seconds * 1e6)));
}
