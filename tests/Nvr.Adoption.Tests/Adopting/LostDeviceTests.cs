using Nvr.Adoption.Adopting;
using Nvr.Adoption.Devices;
using Nvr.Adoption.Diagnosing;
using Xunit;

namespace Nvr.Adoption.Tests.Adopting;

/// <summary>What is said of a device that is gone, when its port tells why.</summary>
public sealed class LostDeviceTests : IDisposable
{
    private readonly TestRoom test = new();

    public void Dispose() => test.Dispose();

    [Theory]
    [InlineData(PortPower.Denied, null, "has no power: the box has none left to give to port 5.")]
    [InlineData(PortPower.SwitchedOff, null, "has no power: port 5 is switched off.")]
    [InlineData(PortPower.Fault, false, "has no power: port 5 switched itself off to protect itself.")]
    [InlineData(PortPower.Searching, false, "Nothing is plugged into port 5")]
    [InlineData(PortPower.Delivering, false, "gets power but does not speak to the network.")]
    [InlineData(PortPower.Unknown, null, "does not answer at its address any more.")]
    public void Device_ThatIsGone_IsToldWhatItsPortKnows(PortPower power, bool? link, string expected)
    {
        DeviceRecord device = test.Sight("10.20.0.7", "SN-0001", port: "5");

        Assert.Contains(expected, AdoptionWords.Lost(device, new PlugFacts(power, link)).Sentence, StringComparison.Ordinal);
    }
}
