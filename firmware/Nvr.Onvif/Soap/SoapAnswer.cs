using System.Xml.Linq;

namespace Nvr.Onvif.Soap;

/// <summary>What a camera answered: either the first element of the body, or a fault.</summary>
internal sealed record SoapAnswer(XElement? Content, SoapFault? Fault);
