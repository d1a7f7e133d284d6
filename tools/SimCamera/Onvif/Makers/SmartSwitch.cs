using System.Collections.Concurrent;
using SimCamera.Onvif.Media;

namespace SimCamera.Onvif.Makers;

/// <summary>The smart codec of each source of a device: what the maker's interface was told, and the coder with it. Thread-safe.</summary>
internal sealed class SmartSwitch(OnvifDevice device)
{
    private readonly ConcurrentDictionary<string, string> _modes = new();

    /// <summary>What the interface says of a value of a source.</summary>
    public string Told(MediaSource source, string name, string whileOn, string whileOff) =>
        _modes.GetValueOrDefault($"{source.Number} {name}", device.Options.SmartCodec!.IsOn ? whileOn : whileOff);

    /// <summary>Sets such a value; the one that is <paramref name="decisive"/> also tells the coder what to do.</summary>
    public async Task SetAsync(MediaSource source, string name, string value, bool on, bool decisive, CancellationToken stop)
    {
        if (device.SmartCodecFault == SmartCodecFault.Lies)
        {
            return;
        }

        _modes[$"{source.Number} {name}"] = value;
        if (!decisive)
        {
            return;
        }

        if (device.SmartCodecFault == SmartCodecFault.NeedsReboot)
        {
            source.Camera.Plan.SmartCodecAfterReboot = on;
            return;
        }

        await source.Camera.SetSmartCodecAsync(on, stop).ConfigureAwait(false);
    }
}
