using System.Formats.Asn1;
using Nvr.Board.Snmp.Wire;
using Nvr.Core;

namespace Nvr.Board.Snmp.Tests.Wire;

/// <summary>Values as agents encode them, the wrong ways that are met included, and messages that are none.</summary>
public sealed class SnmpValueTests
{
    [Theory]
    [InlineData("020101", "Integer", 1)]
    [InlineData("0201ff", "Integer", -1)]
    [InlineData("02020001", "Integer", 1)]
    [InlineData("42047fffffff", "Unsigned", 0x7fffffff)]
    [InlineData("420500ffffffff", "Unsigned", 0xffffffff)]
    [InlineData("4204ffffffff", "Unsigned", 0xffffffff)]
    [InlineData("410100", "Unsigned", 0)]
    [InlineData("4609008000000000000000", "Unsigned", long.MaxValue)]
    [InlineData("8000", "NoSuchObject", 0)]
    [InlineData("8100", "NoSuchInstance", 0)]
    [InlineData("8200", "EndOfView", 0)]
    [InlineData("0500", "Null", 0)]
    public void Value_IsRead(string hex, string kind, long number)
    {
        SnmpValue value = Read(hex);

        Assert.Equal((kind, number), (value.Kind.ToString(), value.Number));
    }

    [Theory]
    [InlineData("0200")]
    [InlineData("020a00000000000000000001")]
    [InlineData("460a01000000000000000000")]
    [InlineData("0501ff")]
    [InlineData("240504030102ff")]
    [InlineData("c10101")]
    [InlineData("0604ffffffff")]
    public void Value_ThatIsNone_IsRefused(string hex) => Assert.Throws<AsnContentException>(() => Read(hex));

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("3080")]
    [InlineData("3003020101")]
    [InlineData("30840fffffff")]
    [InlineData("302902010104067075626c6963a21c02040a0b0c0d020100020100300e300c06082b060102010103004301")]
    public void Message_ThatBreaksOff_IsRefusedInASentence(string hex)
    {
        Assert.Equal(ErrorKind.Protocol, Assert.Throws<NvrException>(() => CommunityMessage.Read(Convert.FromHexString(hex))).Kind);
        Assert.Equal(ErrorKind.Protocol, Assert.Throws<NvrException>(() => UserMessage.Read(Convert.FromHexString(hex))).Kind);
        Assert.Equal(ErrorKind.Protocol, Assert.Throws<NvrException>(() => ScopedPdu.Read(Convert.FromHexString(hex))).Kind);
    }

    [Theory]
    [InlineData("1.3.6", true)]
    [InlineData("2.999.3", true)]
    [InlineData("1", false)]
    [InlineData("3.1", false)]
    [InlineData("1.40", false)]
    [InlineData("1.3.4294967296", false)]
    [InlineData("1.3..6", false)]
    [InlineData("1.3.-6", false)]
    public void Name_IsRead(string text, bool expected)
    {
        Assert.Equal(expected, ObjectId.TryParse(text, out ObjectId id));
        Assert.True(!expected || id.ToString() == text);
    }

    [Fact]
    public void Name_OfMoreNumbersThanTheStandardAllows_IsRefused() =>
        Assert.False(ObjectId.TryParse("1.3" + string.Concat(Enumerable.Repeat(".1", ObjectId.MostArcs - 1)), out _));

    private static SnmpValue Read(string hex) => SnmpValue.Read(new AsnReader(Convert.FromHexString(hex), AsnEncodingRules.BER));
}
