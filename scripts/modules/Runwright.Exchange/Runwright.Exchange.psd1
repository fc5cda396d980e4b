@{
    RootModule           = 'Runwright.Exchange.psm1'
    ModuleVersion        = '1.0.0'
    GUID                 = '5e3f8a90-b1c2-4d6e-8f70-91a2b3c4d504'
    Author               = 'Runwright'
    CompanyName          = 'Runwright'
    Copyright            = 'See LICENSE'
    Description          = 'An Exchange server in and out of maintenance, in a database availability group or alone, and its health.'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    FunctionsToExport    = @(
        'Get-RwMaintenance', 'Get-RwMaintenanceGate', 'Get-RwServerHealth', 'Start-RwMaintenance', 'Stop-RwMaintenance'
    )
    CmdletsToExport      = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
}
