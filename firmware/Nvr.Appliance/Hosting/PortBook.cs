using System.Net.NetworkInformation;
using Microsoft.Extensions.Logging;
using Nvr.Board.Poe;
using Nvr.Core;

namespace Nvr.Appliance.Hosting;

/// <summary>Which MAC is behind which of the board's ports. Thread-safe; a board that does not answer tells nothing.</summary>
internal sealed partial class PortBook(IPoePorts? ports, ILogger<PortBook> logger)
{
    /// <summary>The port's name; null when the board cannot tell, or when others are behind that port as well: then the port says nothing about this one.</summary>
    public async Task<string?> PortOf(PhysicalAddress mac, CancellationToken cancellation)
    {
        try
        {
            IReadOnlyList<PoePort> all = ports is null ? [] : await ports.ReadAsync(cancellation);
            return all.FirstOrDefault(p => p.Macs.Contains(mac)) is { Macs.Count: 1 } port ? port.Name : null;
        }
        catch (NvrException e)
        {
            LogUnreadable(e.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "It cannot be told which port a device is plugged into: {Sentence}")]
    private partial void LogUnreadable(string sentence);
}
