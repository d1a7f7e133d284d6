using System.Text;
using System.Xml.Linq;
using Nvr.Core;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Web;

/// <summary>What a camera's web interface answered, read whole and bounded. Immutable.</summary>
public sealed class WebAnswer
{
    private readonly ReadOnlyMemory<byte> body;

    internal WebAnswer(int status, ReadOnlyMemory<byte> body)
    {
        Status = status;
        this.body = body;
    }

    public int Status { get; }

    /// <summary>What is no UTF-8 becomes U+FFFD.</summary>
    public string Text => Encoding.UTF8.GetString(body.Span);

    /// <summary>Throws Protocol for what is no XML, or asks for more than an answer needs.</summary>
    public XElement Xml() => BoundedXml.Read(body);

    /// <summary>Itself when the camera did as it was asked; else throws Unsupported where it knows no such thing, and Refused.</summary>
    public WebAnswer OrThrow() => Status switch
    {
        >= 200 and < 300 => this,
        404 or 405 or 501 => throw new NvrException(ErrorKind.Unsupported, "The camera's web interface does not know this."),
        _ => throw new NvrException(ErrorKind.Refused, $"The camera's web interface refuses this ({Status})."),
    };
}
