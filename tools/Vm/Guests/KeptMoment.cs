namespace Vm.Guests;

/// <summary>A guest's memory and its system's disk as they were at one moment, with no drive in. Any number of guests may begin there, since none writes to either file.</summary>
internal sealed record KeptMoment(string System, string Memory);
