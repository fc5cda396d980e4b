@{
    RootModule           = 'Runwright.Windows.psm1'
    ModuleVersion        = '1.0.0'
    GUID                 = 'd2a96b1e-7f38-4e0d-9c64-3b8e5a4f7c03'
    Author               = 'Runwright'
    CompanyName          = 'Runwright'
    Copyright            = 'See LICENSE'
    Description          = 'A Windows computer: what it is, products and their silent installation, registry values, pending restarts, background transfers.'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    FunctionsToExport    = @(
        'Complete-RwTransfer', 'Get-RwFile', 'Get-RwHost', 'Get-RwPendingRestart', 'Get-RwProduct', 'Get-RwRegistryValue', 'Get-RwTransfer',
        'Get-RwVolume', 'Get-RwWebAddress', 'Install-RwPackage', 'Remove-RwTransfer', 'Set-RwRegistryValue', 'Start-RwTransfer', 'Uninstall-RwPackage'
    )
    CmdletsToExport      = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
}
