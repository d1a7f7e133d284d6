namespace SimCamera.Onvif;

/// <summary>What a simulated camera can notice. Each kind has the topic that ONVIF's specifications name for it.</summary>
public enum SimEventKind
{
    Motion,
    CellMotion,
    LineCrossing,
    Person,
    Vehicle,
    Tamper,
    DigitalInput,
    Audio,
}
