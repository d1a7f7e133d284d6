using System.Net;
using Nvr.Onvif.Discovery;

namespace Nvr.Onvif.Tests.Discovery;

public sealed class LinuxNeighbourTableTests
{
    [Fact]
    public void Read_KernelsForm_GivesCompleteEntries()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path,
                "IP address       HW type     Flags       HW address            Mask     Device\n"
                + "192.168.1.20     0x1         0x2         ac:cc:8e:01:02:03     *        eth0\n"
                + "192.168.1.21     0x1         0x0         00:00:00:00:00:00     *        eth0\n"
                + "nonsense\n");

            Neighbour only = Assert.Single(new LinuxNeighbourTable(path).Read());

            Assert.Equal((IPAddress.Parse("192.168.1.20"), "eth0"), (only.Address, only.Interface));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Read_MissingFile_IsEmpty() => Assert.Empty(new LinuxNeighbourTable("/nonexistent/arp").Read());

    [Fact]
    public void Read_TheKernelItself_NeverFails() => Assert.NotNull(new LinuxNeighbourTable().Read());
}
