# What an installation consists of, and the Debian package of it:
#   cpack --config build/release/CPackConfig.cmake
install(TARGETS holdfast RUNTIME DESTINATION bin)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/holdfast.service DESTINATION lib/systemd/system)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/config/holdfast.example.yaml
        DESTINATION share/doc/holdfast)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME holdfast)
set(CPACK_PACKAGE_VENDOR Holdfast)
set(CPACK_PACKAGE_CONTACT "The people who build Holdfast <holdfast@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Slack bot that saves customer accounts")
set(CPACK_PACKAGE_DESCRIPTION
    "When an account trips a warning signal, Holdfast opens a war room in Slack, walks the team through a
nine-step rescue with reminders, and drafts a written summary after every touch with the customer.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What is opened at run time and no linker knows of: time zones, Slack's certificates, a font for the pictures.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "tzdata, ca-certificates, fonts-dejavu-core")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
    "${CMAKE_CURRENT_LIST_DIR}/postinst;${CMAKE_CURRENT_LIST_DIR}/prerm;${CMAKE_CURRENT_LIST_DIR}/postrm")
include(CPack)
