using System.Xml.Linq;

namespace SimCamera.Onvif.Soap;

/// <summary>One operation of a service: who may call it and what it answers. Immutable.</summary>
internal sealed record Operation(XNamespace Service, string Name, OnvifLevel Level, Func<OnvifCall, Task<Xml>> Run)
{
    public static Operation Of(XNamespace service, string name, OnvifLevel level, Func<OnvifCall, Xml> run) =>
        new(service, name, level, call => Task.FromResult(run(call)));
}
