@{
    RootModule           = 'Runwright.Scan.psm1'
    ModuleVersion        = '1.0.0'
    GUID                 = '8c7d0f64-21a5-4b44-8b5c-6f0a9d3e1b02'
    Author               = 'Runwright'
    CompanyName          = 'Runwright'
    Copyright            = 'See LICENSE'
    Description          = 'A scan for missing updates by the Windows Update Agent with an offline catalogue (wsusscn2.cab).'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    FunctionsToExport    = @(
        'Get-RwScanCatalogue', 'Invoke-RwUpdateScan'
    )
    CmdletsToExport      = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
}
