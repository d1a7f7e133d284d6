using System.Xml.Linq;
using Nvr.Core;
using Nvr.Onvif.Soap;
using Nvr.Onvif.Tests.Kit;

namespace Nvr.Onvif.Tests.Soap;

public sealed class FaultTests
{
    [Theory]
    [InlineData("NotAuthorized", ErrorKind.Unauthorised)]
    [InlineData("ActionNotSupported", ErrorKind.Unsupported)]
    [InlineData("InvalidArgVal/NoProfile", ErrorKind.NotFound)]
    [InlineData("InvalidArgVal/ConfigModify", ErrorKind.InvalidInput)]
    [InlineData("OutofMemory", ErrorKind.Exhausted)]
    [InlineData("OperationProhibited", ErrorKind.Refused)]
    public async Task Fault_Code_HasItsMeaning(string subcodes, ErrorKind kind)
    {
        using var server = new OnvifServer();
        server.On["GetDeviceInformation"] = _ => Answer.Fault(subcodes);
        using OnvifCamera camera = await Connect.To(server, null, null);

        NvrException e = await Assert.ThrowsAsync<NvrException>(() => camera.Device.IdentityAsync(CancellationToken.None));

        Assert.Equal(kind, e.Kind);
        Assert.EndsWith(".", e.Message.Replace("Because", ".", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Fault_OfSoap11_IsReadToo()
    {
        XElement body = SoapEnvelope.BodyOf(XElement.Parse(
            "<SOAP-ENV:Envelope xmlns:SOAP-ENV='http://schemas.xmlsoap.org/soap/envelope/'><SOAP-ENV:Body><SOAP-ENV:Fault><faultcode>SOAP-ENV:Client</faultcode><faultstring>Sender not Authorized</faultstring></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>"));

        Assert.Equal(ErrorKind.Unauthorised, FaultMeaning.Of(SoapFault.In(body)!, "X").Kind);
    }

    [Fact]
    public void Fault_Reason_IsMadePrintable()
    {
        XElement body = XElement.Parse("<b xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Fault><s:Reason><s:Text>ab\u202Ec" + new string('x', 5000) + "</s:Text></s:Reason></s:Fault></b>");
        Assert.InRange(SoapFault.In(body)!.Reason.Length, 3, 160);
        Assert.DoesNotContain('\u202E', SoapFault.In(body)!.Reason);
    }
}
