using System.Globalization;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;

namespace Nvr.Board.Cooling;

/// <summary>
/// Keeps the box cool. One task runs <see cref="RunAsync"/>; <see cref="State"/> may be read by any thread. Whatever is not known (the temperature, whether the fan turns) has it run at full speed, and
/// so it is left behind at the end. What is wrong is told on the health board, under <c>fan</c>, <c>fan/sensor</c> and <c>temperature</c>.
/// </summary>
public sealed class FanKeeper(IFan fan, BoxClock clock, HealthBoard health)
{
    /// <summary>Warm for long costs disks their lives; from <see cref="TooHotCelsius"/> on the processor slows itself down.</summary>
    public const double WarmCelsius = 72;
    public const double TooHotCelsius = 80;

    private const string FanPart = "fan";
    private const string SensorPart = "fan/sensor";
    private const string HeatPart = "temperature";

    /// <summary>Slower than any fan that was started.</summary>
    private const int TurningRpm = 120;

    /// <summary>A fan needs some seconds to come up; one look may fall into them.</summary>
    private const int StalledLooks = 2;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly FanCurve curve = new();
    private volatile FanState? state;
    private int still;
    private string? unset;

    /// <summary>Null before the first look.</summary>
    public FanState? State => state;

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await LookAsync(stop);
                await Task.Delay(Interval, clock.Time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end that was asked for.
        }
        finally
        {
            // Nobody looks after it from here on.
            TrySet(1);
        }
    }

    /// <summary>One look and what follows from it.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        double? celsius = TryRead();
        double fraction = celsius is { } known && still < StalledLooks ? curve.Follow(known) : 1;
        bool isSet = TrySet(fraction);
        int? rpm = isSet ? await TryMeasureAsync(stop) : null;
        still = isSet && fraction > 0 && rpm < TurningRpm ? still + 1 : 0;
        bool isStalled = still >= StalledLooks;
        TellFan(isSet, isStalled);
        TellHeat(celsius);
        state = new FanState(fraction, celsius, rpm, isStalled);
    }

    private double? TryRead()
    {
        try
        {
            double celsius = fan.ReadCelsius();
            health.Forget(SensorPart);
            return celsius;
        }
        catch (NvrException unread)
        {
            health.Report(new HealthItem(
                SensorPart, HealthLevel.Attention, "The box cannot tell how warm it is, so its fan runs at full speed.", "Have the box looked at when the noise disturbs; it goes on recording.", unread.Message));
            return null;
        }
    }

    private bool TrySet(double fraction)
    {
        try
        {
            fan.Set(fraction);
            unset = null;
            return true;
        }
        catch (NvrException failure)
        {
            unset = failure.Message;
            return false;
        }
    }

    private async Task<int?> TryMeasureAsync(CancellationToken stop)
    {
        try
        {
            return await fan.MeasureRpmAsync(stop);
        }
        catch (NvrException)
        {
            // That it cannot be measured does not mean that it stands still.
            return null;
        }
    }

    private void TellFan(bool isSet, bool isStalled)
    {
        if (!isSet)
        {
            health.Report(new HealthItem(FanPart, HealthLevel.Attention, "The fan cannot be controlled; it may stand still.", "Listen whether it turns, and have the box looked at.", unset));
        }
        else if (isStalled)
        {
            health.Report(new HealthItem(FanPart, HealthLevel.Failure, "The fan does not turn.", "Switch the box off, take what blocks the fan out, or replace it."));
        }
        else
        {
            health.Forget(FanPart);
        }
    }

    private void TellHeat(double? celsius)
    {
        if (celsius is not { } known || known < WarmCelsius)
        {
            health.Forget(HeatPart);
            return;
        }
        bool isTooHot = known >= TooHotCelsius;
        health.Report(new HealthItem(
            HeatPart,
            isTooHot ? HealthLevel.Failure : HealthLevel.Attention,
            string.Create(CultureInfo.InvariantCulture, $"The box is {(isTooHot ? "too hot" : "warm")}: {known:0} °C."),
            "Free its vents of dust and whatever covers them, and keep it out of the sun."));
    }
}
