using System.Text;
using Nvr.Core;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Tests.Soap;

public sealed class BoundedXmlTests
{
    [Fact]
    public void Read_BillionLaughs_IsRefusedAtTheDtd() => Refused(
        "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]><l>&c;</l>");

    [Fact]
    public void Read_ExternalEntity_IsNeverFetched()
    {
        string secret = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(secret, "secret-content");
        try
        {
            NvrException e = Refused($"<!DOCTYPE x [<!ENTITY f SYSTEM 'file://{secret}'>]><x>&f;</x>");
            Assert.DoesNotContain("secret-content", e.ToString());
        }
        finally
        {
            File.Delete(secret);
        }
    }

    [Fact]
    public void Read_Depth_IsBounded()
    {
        Assert.NotNull(BoundedXml.Read(Nested(BoundedXml.MaxDepth)));
        Refused(Encoding.UTF8.GetString(Nested(BoundedXml.MaxDepth + 1)));
        Refused(Encoding.UTF8.GetString(Nested(200_000)));
    }

    [Fact]
    public void Read_Nodes_AreBounded() => Refused("<a>" + string.Concat(Enumerable.Repeat("<b/>", BoundedXml.MaxNodes)) + "</a>");

    [Theory]
    [InlineData("")]
    [InlineData("not xml")]
    [InlineData("<a>")]
    [InlineData("<a></b>")]
    [InlineData("<a xmlns:x=''><x:b/></a>")]
    [InlineData("<p:a/>")]
    [InlineData("<a/><b/>")]
    public void Read_Malformed_IsAProtocolError(string text) => Refused(text);

    [Theory]
    [InlineData("\r\n\r\n<?xml version='1.0'?><a>x</a>")]
    [InlineData("<a>x</a>\0\0\0")]
    [InlineData("\uFEFF<?xml version='1.0' encoding='utf-8'?><a>x</a>")]
    public void Read_SloppyEdges_AreTakenAsMeant(string text) => Assert.Equal("x", BoundedXml.Read(Encoding.UTF8.GetBytes(text)).Value);

    [Fact]
    public void Read_AttributesOfAnElement_AreBounded()
    {
        string Element(int attributes) => $"<a {string.Concat(Enumerable.Range(0, attributes).Select(i => $"b{i}='' "))}/>";

        Assert.Equal(BoundedXml.MaxAttributes, BoundedXml.Read(Encoding.UTF8.GetBytes(Element(BoundedXml.MaxAttributes))).Attributes().Count());
        Refused(Element(BoundedXml.MaxAttributes + 1));
    }

    [Fact]
    public void Read_CharactersThatXmlCannotCarry_CanBeWrittenAgain()
    {
        string written = BoundedXml.Read("<a b='x&#0;y'>&#1;&#xFFFF;z</a>"u8.ToArray()).ToString();

        Assert.Equal("<a b=\"x\uFFFDy\">\uFFFD\uFFFDz</a>", written);
        Assert.NotEmpty(BoundedXml.Read("<n:a xmlns:n='u&#0;'/>"u8.ToArray()).ToString());
        Assert.Equal("\U0001F4F7", BoundedXml.Read("<a>&#x1F4F7;</a>"u8.ToArray()).Value);
    }

    [Fact]
    public void Read_RandomBytes_NeverThrowAnythingElse()
    {
        var random = new Random(7);
        byte[] valid = Encoding.UTF8.GetBytes(Kit.Answer.Recorded("Media1Profiles"));
        for (int i = 0; i < 3000; i++)
        {
            byte[] bytes = [.. valid];
            for (int j = random.Next(1, 8); j > 0; j--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }
            try
            {
                BoundedXml.Read(bytes.AsMemory(0, random.Next(bytes.Length)));
            }
            catch (NvrException e)
            {
                Assert.Equal(ErrorKind.Protocol, e.Kind);
            }
        }
    }

    private static byte[] Nested(int depth) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth)));

    private static NvrException Refused(string text)
    {
        NvrException e = Assert.Throws<NvrException>(() => BoundedXml.Read(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(ErrorKind.Protocol, e.Kind);
        return e;
    }
}
