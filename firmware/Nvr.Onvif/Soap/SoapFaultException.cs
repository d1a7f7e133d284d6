namespace Nvr.Onvif.Soap;

/// <summary>The technical cause behind a refusal: the camera's own codes.</summary>
internal sealed class SoapFaultException(SoapFault fault) : Exception($"{string.Join('/', fault.Codes)}: {fault.Reason}")
{
    public SoapFault Fault { get; } = fault;
}
