using Nvr.Appliance.Hosting;
using Nvr.Network.Plans;

namespace Nvr.Appliance.Networks;

/// <summary>What this box is called in the network, out of what the machine tells of itself. Stateless.</summary>
internal static class OwnName
{
    private const string MachineIdFile = "/etc/machine-id";

    public static string Read() => BoxHostName.Of(BoxSerial.Read(), File.Exists(MachineIdFile) ? File.ReadAllText(MachineIdFile).Trim() : "");
}
