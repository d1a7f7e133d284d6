using Nvr.Web.Panel;

namespace Nvr.Web.Metrics;

/// <summary>The figures of the fan and of what it cools; none where there is no fan, or before its first look. Stateless.</summary>
internal static class FanMetrics
{
    public static void Add(MetricsText text, FrontFan? fan)
    {
        if (fan is null)
        {
            return;
        }
        text.Family("nvr_fan_speed_ratio", "gauge", "How fast the fan is to turn, 0 to 1").Sample("nvr_fan_speed_ratio", fan.Percent / 100.0);
        text.Family("nvr_fan_stalled", "gauge", "1 while the fan should turn and does not").Sample("nvr_fan_stalled", fan.IsStalled ? 1 : 0);
        if (fan.Rpm is { } rpm)
        {
            text.Family("nvr_fan_rpm", "gauge", "Turns of the fan a minute").Sample("nvr_fan_rpm", rpm);
        }
        if (fan.Celsius is { } celsius)
        {
            text.Family("nvr_temperature_celsius", "gauge", "Temperature that the fan follows").Sample("nvr_temperature_celsius", celsius);
        }
    }
}
