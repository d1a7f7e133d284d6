using Nvr.Adoption.Makers;

namespace Nvr.Adoption.Tests.Makers;

public sealed class MakerTableTests
{
    [Theory]
    [InlineData("HIKVISION", typeof(HikvisionSettings))]
    [InlineData("Hikvision Digital Technology", typeof(HikvisionSettings))]
    [InlineData("Dahua", typeof(DahuaSettings))]
    [InlineData("Amcrest", typeof(DahuaSettings))]
    [InlineData("AXIS", typeof(AxisSettings))]
    public void For_AMakerWhoseInterfaceIsKnown_FindsIt(string told, Type expected) => Assert.IsType(expected, MakerTable.For(told));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Uniview")]
    [InlineData("SimCamera")]
    [InlineData("General")]
    public void For_AnybodyElse_AsksNothing(string? told) => Assert.Null(MakerTable.For(told));

    [Theory]
    [InlineData("HIKVISION", "H.264+ and H.265+")]
    [InlineData("UNIVIEW", "U-Code")]
    [InlineData("General", "Smart Codec")]
    [InlineData(null, "Smart Codec")]
    public void NameOf_IsWhatTheMakerCallsIt(string? told, string expected) => Assert.Equal(expected, MakerTable.NameOf(told));
}
