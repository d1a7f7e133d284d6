using Nvr.Network.Plans;

namespace Nvr.Network.Tests.Plans;

public sealed class BoxHostNameTests
{
    [Fact]
    public void Of_ASerialNumber_IsItsEnd() => Assert.Equal("nvr-beef", BoxHostName.Of("10000000DEADBEEF", "whatever"));

    [Fact]
    public void Of_NoSerialNumber_IsTheMachinesOwnAndSaysNothingOfItsId()
    {
        const string Id = "0123456789abcdef0123456789abcdef";

        string name = BoxHostName.Of("", Id);

        Assert.Matches("^nvr-[0-9a-f]{4}$", name);
        Assert.Equal(name, BoxHostName.Of("", Id));
        Assert.NotEqual(name, BoxHostName.Of("", Id[1..] + "0"));
        Assert.DoesNotContain(name[4..], Id, StringComparison.Ordinal);
    }
}
