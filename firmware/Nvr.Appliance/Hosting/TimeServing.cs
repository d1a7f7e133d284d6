using System.Globalization;
using Nvr.Core;
using Nvr.Sntp;

namespace Nvr.Appliance.Hosting;

/// <summary>Who serves the time to the cameras. Immutable.</summary>
/// <param name="IsServed">False: nobody; cameras' clocks are set by hand.</param>
/// <param name="OwnPort">Where this program serves it; null when another one of this machine does, such as chrony.</param>
internal sealed record TimeServing(bool IsServed, int? OwnPort)
{
    public static TimeServing Off { get; } = new(false, null);

    public static TimeServing System { get; } = new(true, null);

    public static TimeServing Own { get; } = new(true, SntpOptions.UsualPort);

    public static TimeServing Parse(string text) => text switch
    {
        "off" => Off,
        "system" => System,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= 65535 => new TimeServing(true, port),
        _ => throw new NvrException(ErrorKind.InvalidInput, $"--time-server {text} is neither off nor system nor a port from 1 to 65535."),
    };
}
